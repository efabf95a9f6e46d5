import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { aimFacts, findCampaign, wordsFor } from '../../campaigns/index.ts'
import { findRecipient, paths } from '../../core/index.ts'
import { printReference } from '../../banking/index.ts'
import { ruleFor, sayAmount } from '../../law/index.ts'
import { lookAgain } from '../../payments/index.ts'
import { beginAccepted } from '../commands/accept.ts'
import { GiftPage } from '../gift.page.tsx'
import { leadToPay } from '../leading.tsx'
import { links } from '../links.ts'
import { findGift, type GiftRecord } from '../queries/gifts.ts'
import { referenceOf } from '../rules.ts'
import { TokenParams } from '../schema.ts'
import { rhythms } from '../slots.ts'
import { todoFor } from '../todo.ts'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
const schema = { params: TokenParams, hide: true } as const

/** The page of a gift, for who has its link. */
export const giftRoutes: Routes = (app: App) => async (server) => {
  server.get('/give/gifts/:token', { config: anyone, schema }, async (request, reply) => {
    const { payment_id } = await giftIn(app, request)
    // She may be back before the provider has told us.
    if (payment_id) await lookAgain(app, payment_id)
    return showGift(app, reply, await giftIn(app, request))
  })

  server.post('/give/gifts/:token/payment', { config: anyone, schema }, async (request, reply) => {
    const gift = await giftIn(app, request)
    await app.database.transact((tx) => beginAccepted(tx, app, gift.id))
    const { payment_id } = (await findGift(app.database.read, gift.id))!
    if (!payment_id) throw new NotFound('giving.gone')
    return leadToPay(app, reply, payment_id)
  })
}

async function giftIn(app: App, { params }: Asked<{ token: string }>): Promise<GiftRecord> {
  const id = links.openGift(app, params.token)
  const gift = id && (await findGift(app.database.read, id))
  if (!gift) throw new NotFound('giving.gone')
  return gift
}

const dayOf = (app: App, { paid_at, made_at }: GiftRecord, locale: GiftRecord['locale']) =>
  formatDay(locale, clockIn(app.movement.current.timeZone, paid_at ?? made_at).day)

async function showGift(app: App, reply: FastifyReply, gift: GiftRecord) {
  const { locale, link, plainPath } = reply.request
  const t = pageTexts.in(locale)
  const recipient = (await findRecipient(app.database.read, gift.recipient_id))!
  const campaign = gift.campaign_id ? await findCampaign(app.database.read, gift.campaign_id) : undefined
  const title = campaign && wordsFor(campaign.texts, locale, app.movement.current.locale).title
  const amount = sayAmount(locale, gift.amount, gift.currency)
  const values = {
    amount,
    recipient: gift.recipient,
    reason: gift.reason ?? '',
    refunded: sayAmount(locale, gift.refunded, gift.currency),
  }
  const { isOver, pays, state } = standingOf(gift)
  const props = {
    t,
    title: t(`giving.title-${state}`, values),
    lead: t(state === 'refunded' && gift.otherwise > 0 ? 'giving.lead-refunded-otherwise' : `giving.lead-${state}`, values),
    facts: [
      { label: t('giving.amount'), value: amount },
      { label: t('giving.to-whom'), value: gift.recipient },
      ...aimFacts(t, { offer: { aim: gift, amount: gift.amount, recipient }, title, group: gift.group ?? undefined, locale }),
      { label: t('giving.mode'), value: t(`giving.mode-${gift.mode}`) },
      { label: t('giving.day'), value: dayOf(app, gift, locale) },
      { label: t('giving.reference'), value: printReference(referenceOf(gift.number)) },
      ...(gift.refunded > 0 ? [{ label: t('giving.refunded'), value: values.refunded }] : []),
    ],
    todo:
      gift.state === 'promised'
        ? await todoFor(t, { ...gift, recipient, reference: referenceOf(gift.number), words: t('giving.todo-transfer-words') })
        : undefined,
    pay: pays ? { action: link(`${plainPath}/payment`), text: t('giving.button-pay', values) } : undefined,
    beside: await besideOf(app, gift, { locale, link }),
    again: isOver ? { href: link(paths.recipient(gift.recipient_id)), text: t('giving.again') } : undefined,
    receipt:
      gift.state === 'paid' && ruleFor(recipient, gift.made_at)?.receipt?.self_issued === false
        ? t('giving.no-receipt')
        : undefined,
  }
  return reply.page({ title: props.title, body: <GiftPage {...props} /> })
}

/** What can be done with a gift now. What is taken without her is on its way from the first moment. */
const standingOf = ({ state, means }: GiftRecord) => ({
  isOver: ['failed', 'cancelled', 'expired'].includes(state),
  pays: state === 'accepted' || (state === 'begun' && !means),
  state: state === 'begun' && means ? ('pending' as const) : state,
})

/** The page of what this gift is one of. */
async function besideOf(app: App, { id }: GiftRecord, { locale, link }: Pick<Asked, 'locale' | 'link'>) {
  const found = await Promise.all(app.filled(rhythms).map(({ ofGift }) => ofGift(app, id, locale)))
  return found.flatMap((one) => (one ? { text: one.text, href: link(one.path) } : []))
}
