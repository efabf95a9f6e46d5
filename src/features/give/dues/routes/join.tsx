import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { formValues, submitted } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { countryOptions } from '#platform/i18n/countries'
import { todayOf } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findRecipient, type RecipientRecord } from '../../core/index.ts'
import { isPaidAtOnce, leadToPay, type Offer, PROVED_ABOVE } from '../../giving/index.ts'
import { isOpen, mentionsOf, ReviewPage, saidFields, payerFacts } from '../../offering/index.ts'
import { needsOf, sayAmount, sayDecision } from '../../law/index.ts'
import { takeDue } from '../commands/take.ts'
import { JoinablePage, JoinPage, ProvePage } from '../join.page.tsx'
import { links } from '../links.ts'
import { paths } from '../paths.ts'
import { findDue } from '../queries/dues.ts'
import { findScale, joinable } from '../queries/scales.ts'
import { modesOf, readJoining } from '../reading.ts'
import type { Scale } from '../rules.ts'
import { amountsOf, floorOf } from '../saying.ts'
import { JoinForm, RecipientParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
/** A meeting whose people join at once stands behind one network address. */
const JOINED = { minute: 30, hour: 200 }

/** Joining: the form, what she is about to do, and the way to where she pays. */
export const joinRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [
    { max: JOINED.minute, window: MINUTE, key: networkOf },
    { max: JOINED.hour, window: HOUR, key: networkOf },
  ])

  server.get('/dues', { config: anyone, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const all = await joinable(app.database.read, todayOf(app))
    if (all.length === 1) return reply.redirect(request.link(paths.join(all[0]!.id)), 303)
    const recipients = all.map(({ id, name, beneficiary }) => ({ href: request.link(paths.join(id)), name, lead: beneficiary }))
    return reply.page({ title: t('dues.title'), body: <JoinablePage {...{ t, recipients }} /> })
  })

  server.get('/dues/:recipient', { config: anyone, schema: { params: RecipientParams, hide: true } }, async (request, reply) => {
    const of = await openTo(app, request.params.recipient)
    return showForm(app, reply, { ...of, form: { values: {}, errors: {} } })
  })

  server.post(
    '/dues/:recipient',
    { config: anyone, schema: { params: RecipientParams, body: JoinForm, hide: true }, attachValidation: true, onRequest: limit },
    async (request, reply) => {
      const of = await openTo(app, request.params.recipient)
      const { act, website, ...typed } = request.body
      return submitted(request, {
        again: (code, form) => showForm(app, reply.code(code), { ...of, form }),
        work: async () => {
          if (act === 'change') return showForm(app, reply, { ...of, form: { values: formValues(request.body), errors: {} } })
          const mailbox = (await request.visitor())?.email
          const offer = readJoining(app, typed, { ...of, locale: request.locale, mailbox })
          if (offer.amount > PROVED_ABOVE && !offer.proved) return showProve(reply, of.recipient)
          // Who fills what nobody sees is a program: it sees the same page, and nothing is kept.
          if (act === 'give' && !website) return take(app, reply, offer)
          return showReview(reply, { offer, typed: request.body })
        },
      })
    },
  )
}

type Open = { recipient: RecipientRecord; scale: Scale }

/** A recipient that takes members now. Of others nobody learns that they are there. */
async function openTo(app: App, id: string): Promise<Open> {
  const [recipient, scale] = [await findRecipient(app.database.read, id), await findScale(app.database.read, id)]
  if (!recipient?.public_at || !scale?.open || !isOpen(recipient, todayOf(app))) throw new NotFound('dues.closed')
  return { recipient, scale }
}

async function take(app: App, reply: FastifyReply, offer: Reviewed['offer']) {
  const { request } = reply
  const { refused, due } = await app.database.transact((tx) => takeDue(tx, app, offer))
  if (refused) {
    const notice = sayDecision(request.locale, { ...refused, what: 'dues' }, offer.recipient.currency)
    return showReview(reply.code(422), { offer, typed: request.body, notice })
  }
  const { state, payment_id } = (await findDue(app.database.read, due))!
  if (state !== 'begun' || !isPaidAtOnce(offer.mode)) return reply.redirect(request.link(links.due(app, due)), 303)
  return leadToPay(app, reply, payment_id!)
}

function showProve(reply: FastifyReply, recipient: RecipientRecord) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const amount = sayAmount(locale, PROVED_ABOVE, recipient.currency)
  const href = `${link('/sign-in')}?next=${encodeURIComponent(paths.join(recipient.id))}`
  return reply.code(403).page({ title: t('giving.prove'), body: <ProvePage {...{ t, amount, href }} /> })
}

async function showForm(app: App, reply: FastifyReply, { recipient, scale, form }: Open & { form: FormState }) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const said = ofAnyKey(t)
  const nationality = form.values['said[nationality]']
  const needs = needsOf(recipient, {
    amount: scale.floor,
    at: app.now(),
    what: 'dues',
    ...(nationality ? { nationality } : {}),
  })
  const choose = { value: '', text: t('giving.choose') }
  const saying = { t, locale, currency: recipient.currency }
  const props = {
    t,
    locale,
    title: t('dues.join', { recipient: recipient.name }),
    lead: t(`dues.lead-${scale.period}`),
    form,
    action: link(paths.join(recipient.id)),
    amounts: amountsOf(scale, saying),
    floor: floorOf(scale, saying),
    modes: [choose, ...modesOf(app, { recipient, scale }).map((mode) => ({ value: mode, text: t(`giving.mode-${mode}`) }))],
    countries: [choose, ...countryOptions(locale, app.movement.current.country)],
    fields: needs ? saidFields(needs) : [],
    declarations: (needs?.declarations ?? []).map(({ key, of }) => {
      const text = said(`law.declare.${key}`)
      return { key, text: of === 'foreigners' ? t('giving.if-foreigner', { declaration: text }) : text }
    }),
    mentions: mentionsOf(t, locale, recipient),
    closed: needs ? undefined : t('law.dues.no_rule'),
    together: needs?.rule.cap
      ? t('dues.together', { limit: sayAmount(locale, needs.rule.cap.amount, recipient.currency) })
      : undefined,
  }
  return reply.page({ title: props.title, description: props.lead, body: <JoinPage {...props} /> })
}

type Reviewed = { offer: Offer & { email: string }; typed: unknown; notice?: string }

function showReview(reply: FastifyReply, { offer, typed, notice }: Reviewed) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const { recipient, mode } = offer
  const amount = sayAmount(locale, offer.amount, recipient.currency)
  const facts = [{ label: t('giving.to-whom'), value: recipient.name }, ...payerFacts(offer, { t, locale })]
  const { act: _act, website: _website, ...hidden } = formValues(typed)
  const props = {
    t,
    title: t('giving.review'),
    action: link(paths.join(recipient.id)),
    amount,
    facts,
    hidden,
    button: t(isPaidAtOnce(mode) ? 'giving.button-pay' : 'dues.button-promise', { amount }),
    mentions: mentionsOf(t, locale, recipient),
    notice,
  }
  return reply.page({ title: t('giving.review'), body: <ReviewPage {...props} /> })
}
