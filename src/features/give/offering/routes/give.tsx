import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { formValues, submitted } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import type { Locale } from '#platform/i18n/locales'
import { aimFacts, type Aims, campaignPath, findAims, requireOpen, wordsFor } from '../../campaigns/index.ts'
import { give, isPaidAtOnce, leadToPay, giftLinks, PROVED_ABOVE } from '../../giving/index.ts'
import { paths, type RecipientRecord } from '../../core/index.ts'
import { sayAmount, sayDecision } from '../../law/index.ts'
import { formFor } from '../prefilling.ts'
import { ProvePage, ReviewPage } from '../give.page.tsx'
import { type ReadOffer, readOffer } from '../reading.ts'
import { mentionsOf, payerFacts } from '../saying.ts'
import { GiveForm, GiveQuery, RecipientParams } from '../schema.ts'
import { mayComeAgain, openTo, showForm } from '../showing.tsx'
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
          if (offer.amount > PROVED_ABOVE && !offer.proved) return showProve(reply, offer)
          // Who fills what nobody sees is a program: it sees the same page, and nothing is kept.
          if (act === 'give' && !website) return take(app, reply, offer)
          return showReview(app, reply, { offer, typed: request.body })
        },
      })
    },
  )
}

/** Takes the gift if the law lets it be taken, and sends her on: to where she pays, or to the page that says what comes now. */
async function take(app: App, reply: FastifyReply, offer: Reviewed['offer']) {
  const { request } = reply
  const { decision, gift, payment } = await app.database.transact((tx) => give(tx, app, offer))
  if (!gift) {
    const notice = sayDecision(request.locale, decision, offer.recipient.currency)
    return showReview(app, reply.code(422), { offer, typed: request.body, notice })
  }
  return payment ? leadToPay(app, reply, payment) : reply.redirect(request.link(giftLinks.gift(app, gift)), 303)
}

/** A large gift is of who has proved her mailbox: first she signs in, and what she typed she types once more. */
function showProve(reply: FastifyReply, { recipient, aims: { campaign, group } }: { recipient: RecipientRecord; aims: Aims }) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const amount = sayAmount(locale, PROVED_ABOVE, recipient.currency)
  const page = paths.recipient(recipient.id) + (group ? `?group=${group.group_id}` : '')
  const href = `${link('/sign-in')}?next=${encodeURIComponent(campaign ? campaignPath(campaign.address) : page)}`
  const body = <ProvePage {...{ t, amount, href }} />
  return reply.code(403).page({ title: t('giving.prove'), body })
}

type Reviewed = { offer: ReadOffer & { aims: Aims }; typed: unknown; notice?: string }

function showReview(app: App, reply: FastifyReply, { offer, typed, notice }: Reviewed) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const { recipient, amount, mode, keep } = offer
  const facts = [
    { label: t('giving.to-whom'), value: recipient.name },
    ...aimFacts(t, { offer, ...aimNames(app, offer.aims, locale), locale }),
    ...(keep ? [{ label: t('offering.rhythm'), value: t('offering.each-month') }] : []),
    ...payerFacts(offer, { t, locale }),
  ]
  const { act: _act, website: _website, ...hidden } = formValues(typed)
  const props = {
    t,
    title: t('giving.review'),
    action: link(paths.recipient(recipient.id)),
    amount: sayAmount(locale, amount, recipient.currency),
    facts,
    hidden,
    button: t(keep ? 'offering.button-monthly' : isPaidAtOnce(mode) ? 'giving.button-pay' : 'offering.button-promise', {
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
