import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { isId } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import { formValues, submitted } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { countryName, type Locale } from '#platform/i18n/locales'
import { countryOptions } from '#platform/i18n/countries'
import { todayOf } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import {
  type Aims,
  campaignPath,
  CampaignHead,
  CampaignStory,
  describeHead,
  figureOf,
  figuresSaid,
  anyTakes,
  findAims,
  groupsPath,
  openCampaigns,
  requireOpen,
  wordsFor,
} from '../../campaigns/index.ts'
import { findRecipient, paths, publicRecipients, type RecipientRecord } from '../../core/index.ts'
import { type Needs, needsOf, sayAmount, sayDecision } from '../../law/index.ts'
import { aimFacts, aimProps } from '../aim-parts.tsx'
import { give } from '../commands/give.ts'
import { formFor } from '../prefilling.ts'
import { GivePage, ProvePage, RecipientsPage, ReviewPage } from '../give.page.tsx'
import { leadToPay } from '../leading.tsx'
import { links } from '../links.ts'
import { isPaidAtOnce } from '../paying.ts'
import { findGift } from '../queries/gifts.ts'
import { LEAST, modesFor, type ReadOffer, readOffer, saidFields, type Typed } from '../reading.ts'
import { PROVED_ABOVE } from '../rules.ts'
import { rhythms } from '../slots.ts'
import { amountsToChoose, isOpen, mentionsOf } from '../saying.ts'
import type { AimId } from '../../campaigns/index.ts'
import { GiveForm, GiveQuery, RecipientParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
/** A meeting whose people give at once stands behind one network address. */
const GIVEN = { minute: 30, hour: 200 }

/** Giving: the form, what she is about to do, and the way to where she pays. */
export const giveRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [
    { max: GIVEN.minute, window: MINUTE, key: networkOf },
    { max: GIVEN.hour, window: HOUR, key: networkOf },
  ])

  server.get(paths.give, { config: anyone, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const all = await publicRecipients(app.database.read, todayOf(app))
    const campaigns = await openCampaigns(
      app.database.read,
      all.map(({ id }) => id),
      todayOf(app),
    )
    if (all.length === 1 && campaigns.length === 0) return reply.redirect(request.link(paths.recipient(all[0]!.id)), 303)
    const { locale, link } = request
    const recipients = all.map(({ id, name, beneficiary }) => ({
      href: link(paths.recipient(id)),
      name,
      lead: t('giving.for', { beneficiary }),
      button: t('giving.to', { recipient: name }),
    }))
    const purposes = campaigns.map((campaign) => {
      const { title, story } = wordsFor(campaign.texts, locale, app.movement.current.locale)
      return {
        href: link(campaignPath(campaign.address)),
        name: title,
        lead: paragraphsOf(story)[0]!,
        button: t('giving.to-campaign'),
      }
    })
    return reply.page({ title: t('giving.title'), body: <RecipientsPage {...{ t, recipients: [...purposes, ...recipients] }} /> })
  })

  server.get(
    '/give/:recipient',
    { config: anyone, schema: { params: RecipientParams, querystring: GiveQuery, hide: true } },
    async (request, reply) => {
      const recipient = await openTo(app, request.params.recipient)
      return showForm(app, reply, { recipient, form: await formFor(app, request), typed: request.query })
    },
  )

  server.post(
    '/give/:recipient',
    {
      config: anyone,
      schema: { params: RecipientParams, body: GiveForm, hide: true },
      attachValidation: true,
      onRequest: limit,
    },
    async (request, reply) => {
      const recipient = await openTo(app, request.params.recipient)
      const { act, website, ...typed } = request.body
      return submitted(request, {
        again: (code, form) => showForm(app, reply.code(code), { recipient, form, typed }),
        work: async () => {
          if (act === 'change')
            return showForm(app, reply, { recipient, form: { values: formValues(request.body), errors: {} }, typed })
          const aims = await findAims(app, recipient, typed)
          requireOpen(aims, typed)
          const mailbox = (await request.visitor())?.email
          const again = mayComeAgain(app, recipient)
          const offer = { ...readOffer(app, typed, { recipient, locale: request.locale, mailbox, aims, again }), aims }
          if (offer.amount > PROVED_ABOVE && !offer.proved) return showProve(reply, recipient)
          // Who fills what nobody sees is a program: it sees the same page, and nothing is kept.
          if (act === 'give' && !website) return take(app, reply, offer)
          return showReview(app, reply, { offer, typed: request.body })
        },
      })
    },
  )
}

export async function openTo(app: App, id: string): Promise<RecipientRecord> {
  const found = await findRecipient(app.database.read, id)
  if (!found?.public_at) throw new NotFound('give.gone')
  return found
}

/** Takes the gift if the law lets it be taken, and sends her on: to where she pays, or to the page that says what comes now. */
async function take(app: App, reply: FastifyReply, offer: Reviewed['offer']) {
  const { request } = reply
  const { decision, gift } = await app.database.transact((tx) => give(tx, app, offer))
  if (!gift) {
    const notice = sayDecision(request.locale, decision, offer.recipient.currency)
    return showReview(app, reply.code(422), { offer, typed: request.body, notice })
  }
  const page = request.link(links.gift(app, gift))
  if (decision.verdict === 'hold' || !isPaidAtOnce(offer.mode)) return reply.redirect(page, 303)
  const { payment_id } = (await findGift(app.database.read, gift))!
  return leadToPay(app, reply, payment_id!)
}

/** A large gift is of who has proved her mailbox: first she signs in, and what she typed she types once more. */
function showProve(reply: FastifyReply, recipient: RecipientRecord) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const amount = sayAmount(locale, PROVED_ABOVE, recipient.currency)
  const href = `${link('/sign-in')}?next=${encodeURIComponent(paths.recipient(recipient.id))}`
  const body = <ProvePage {...{ t, amount, href }} />
  return reply.code(403).page({ title: t('giving.prove'), body })
}

type Shown = { recipient: RecipientRecord; form: FormState; typed?: Typed }

export async function showForm(app: App, reply: FastifyReply, { recipient, form, typed = {} }: Shown) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const said = ofAnyKey(t)
  const nationality = typed.said?.nationality
  const needs = needsOf(recipient, { amount: LEAST, at: app.now(), ...(nationality ? { nationality } : {}) })
  const aims = await findAims(app, recipient, namedIn(typed))
  const { country, locale: movement } = app.movement.current
  const { campaign } = aims
  const written = { locale, currency: recipient.currency }
  const figure = await figureOf(app.database.read, recipient.id, (campaign?.id ?? recipient.id) as AimId)
  const head = campaign && describeHead({ campaign, figure, movement }, written)
  const groups =
    needs?.mayEarmark && (await anyTakes(app.database.read, recipient.id)) ? link(groupsPath(recipient.id)) : undefined
  const choose = { value: '', text: t('giving.choose') }
  const props = {
    t,
    locale,
    title: recipient.name,
    lead: t('giving.for', { beneficiary: recipient.beneficiary }),
    head: head && <CampaignHead {...head} />,
    story: head && <CampaignStory {...head} />,
    aim: aimProps(aims, { recipient: recipient.name, groups }),
    form,
    action: link(paths.recipient(recipient.id)),
    amounts: amountsToChoose(t, locale, recipient.currency),
    modes: (needs ? modesFor(recipient, needs) : []).map((mode) => ({ value: mode, text: t(`giving.mode-${mode}`) })),
    again: mayComeAgain(app, recipient),
    countries: [choose, ...countryOptions(locale, country)],
    fields: needs ? saidFields(needs) : [],
    declarations: (needs?.declarations ?? []).map(({ key, of }) => {
      const text = said(`law.declare.${key}`)
      const isOfForeigners = of === 'foreigners'
      return { key, text: isOfForeigners ? t('giving.if-foreigner', { declaration: text }) : text, isOfForeigners }
    }),
    mentions: mentionsOf(t, locale, recipient),
    figures: campaign ? [] : figuresSaid(figure, written),
    closed: closedBecause(t, { recipient, needs, today: todayOf(app), aims }),
  }
  const title = head?.title ?? recipient.name
  return reply.page({ title, description: head?.lead ?? props.lead, body: <GivePage {...props} /> })
}

/** Each month only a provider can take it by itself. */
const mayComeAgain = (app: App, { payment_account_id }: RecipientRecord) =>
  payment_account_id !== null && app.filled(rhythms).length > 0

type T = ReturnType<typeof pageTexts.in>

type Closed = { recipient: RecipientRecord; needs: Needs | undefined; today: string; aims: Aims }

function closedBecause(t: T, { recipient, needs, today, aims: { campaign } }: Closed) {
  if (!needs) return t('law.refuse.no_rule')
  if (!isOpen(recipient, today)) return t('giving.not-open')
  return campaign && campaign.state !== 'open' ? t(`campaigns.not-${campaign.state}`) : undefined
}

type Reviewed = { offer: ReadOffer & { aims: Aims }; typed: unknown; notice?: string }

function showReview(app: App, reply: FastifyReply, { offer, typed, notice }: Reviewed) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const { recipient, amount, mode, given_name, family_name, email, told, keep } = offer
  const { street, postal_code, town, country, nationality } = told.fields
  const facts = [
    { label: t('giving.to-whom'), value: recipient.name },
    ...aimFacts(t, { offer, ...aimNames(app, offer.aims, locale), locale }),
    ...(keep ? [{ label: t('giving.rhythm'), value: t('giving.each-month') }] : []),
    { label: t('giving.mode'), value: t(`giving.mode-${mode}`) },
    { label: t('giving.name'), value: `${given_name} ${family_name}` },
    { label: t('giving.email'), value: email },
    ...(nationality ? [{ label: t('giving.field-nationality'), value: countryName(locale, nationality) }] : []),
    ...(street
      ? [{ label: t('giving.address'), value: [street, `${postal_code} ${town}`, countryName(locale, country!)].join(', ') }]
      : []),
  ]
  const { act: _act, website: _website, ...hidden } = formValues(typed)
  const props = {
    t,
    title: t('giving.review'),
    action: link(paths.recipient(recipient.id)),
    amount: sayAmount(locale, amount, recipient.currency),
    facts,
    hidden,
    button: t(keep ? 'giving.button-monthly' : isPaidAtOnce(mode) ? 'giving.button-pay' : 'giving.button-promise', {
      amount: sayAmount(locale, amount, recipient.currency),
    }),
    mentions: mentionsOf(t, locale, recipient),
    notice,
  }
  return reply.page({ title: t('giving.review'), body: <ReviewPage {...props} /> })
}

/** What the campaign and the group of a gift are called. */
const aimNames = (app: App, { campaign, group }: Aims, locale: Locale) => ({
  title: campaign && wordsFor(campaign.texts, locale, app.movement.current.locale).title,
  group: group?.group,
})

/** The ids that a form names; what is none is nobody's. */
const namedIn = ({ campaign, group }: Typed) => ({
  campaign: campaign && isId(campaign) ? campaign : undefined,
  group: group && isId(group) ? group : undefined,
})
