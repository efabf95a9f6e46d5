import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, handOf } from '#platform/http/asked'
import { Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { countryName, formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { printReference } from '../../banking/index.ts'
import { recipientInCharge } from '../../core/index.ts'
import {
  acceptGift,
  cancelPromise,
  declineGift,
  findGift,
  type GiftRecord,
  recordArrival,
  referenceOf,
  refundGift,
  refundOtherwise,
  TWO_FROM,
} from '../../giving/index.ts'
import { readAmount, sayAmount } from '../../law/index.ts'
import { refundsOf, sayRefusal } from '../../payments/index.ts'
import { DeskGiftPage } from '../gift.page.tsx'
import { paths } from '../paths.ts'
import { GiftParams, OtherwiseForm, ReasonForm, RefundForm } from '../schema.ts'
import { giftPages } from '../slots.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: GiftParams, hide: true } as const
const PATH = '/staff/gifts/:recipient/:gift'
type Params = { recipient: string; gift: string }
const EMPTY: FormState = { values: {}, errors: {} }

/** One gift, and what its treasurer decides about it. */
export const giftRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(PATH, { config, schema }, async (request, reply) => show(app, reply, { gift: await giftInCharge(app, request) }))

  const acts = { acceptance: acceptGift, arrival: recordArrival, cancellation: cancelPromise }
  for (const [act, work] of Object.entries(acts))
    server.post(`${PATH}/${act}`, { config, schema }, async (request, reply) => {
      const gift = await giftInCharge(app, request)
      await transact((tx) => work(tx, app, { hand: handOf(app, request), gift: gift.id }))
      return reply.back(paths.gift(gift.recipient_id, gift.id), 'saved')
    })

  server.post(
    `${PATH}/refusal`,
    { config, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const gift = await giftInCharge(app, request)
      return submitted(request, {
        again: (code, decline) => show(app, reply.code(code), { gift, decline }),
        work: async () => {
          const { reason } = request.body
          await transact((tx) => declineGift(tx, app, { hand: handOf(app, request), gift: gift.id, reason }))
          return reply.back(paths.gift(gift.recipient_id, gift.id), 'saved')
        },
      })
    },
  )
}

type Refunding = { amount: string; reason: string; field: 'amount' | 'sent' }

/** Giving back, by the provider, or otherwise what it refused: by two from some amount on. */
export const refundRoutes: Routes = (app: App) => async (server) => {
  const back = async (request: Asked<Params>, gift: GiftRecord, { amount, reason, field }: Refunding) => {
    const read = readAmount(amount, gift.currency, request.locale)
    if ('problem' in read) throw new Invalid({ [field]: read.problem })
    const wanted = { hand: handOf(app, request), gift: gift.id, amount: read.amount, reason }
    const work = field === 'sent' ? refundOtherwise : refundGift
    const done = await app.database.transact((tx): Promise<'asked' | 'under-way' | 'written'> => work(tx, app, wanted))
    return done === 'asked' ? 'asked' : 'saved'
  }

  const refund = { config, schema: { ...schema, body: RefundForm }, attachValidation: true }
  server.post(`${PATH}/refund`, refund, async (request, reply) => {
    const gift = await giftInCharge(app, request)
    return submitted(request, {
      again: (code, form) => show(app, reply.code(code), { gift, refund: form }),
      work: async () => {
        const { amount, reason } = request.body
        return reply.back(paths.gift(gift.recipient_id, gift.id), await back(request, gift, { amount, reason, field: 'amount' }))
      },
    })
  })

  const otherwise = { config, schema: { ...schema, body: OtherwiseForm }, attachValidation: true }
  server.post(`${PATH}/refund-otherwise`, otherwise, async (request, reply) => {
    const gift = await giftInCharge(app, request)
    return submitted(request, {
      again: (code, form) => show(app, reply.code(code), { gift, otherwise: form }),
      work: async () => {
        const { sent: amount, reason } = request.body
        return reply.back(paths.gift(gift.recipient_id, gift.id), await back(request, gift, { amount, reason, field: 'sent' }))
      },
    })
  })
}

/** A gift to a recipient whose books are kept by who asks. Another's is not there. */
async function giftInCharge(app: App, request: Asked<Params>): Promise<GiftRecord> {
  const recipient = await recipientInCharge(app, request)
  const gift = await findGift(app.database.read, request.params.gift)
  if (gift?.recipient_id !== recipient.id) throw new NotFound('giving.gone')
  return gift
}

type Shown = { gift: GiftRecord; refund?: FormState; decline?: FormState; otherwise?: FormState }

async function show(app: App, reply: FastifyReply, { gift, refund = EMPTY, decline = EMPTY, otherwise = EMPTY }: Shown) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const say = ofAnyKey(t)
  await witnessOf(app)(request.actor, { action: 'view', object: 'gift', id: gift.id, count: 1 })
  const pages = await Promise.all(app.filled(giftPages).map((one) => one.pageOf(app, { gift, locale })))
  const { state, currency } = gift
  const held = state === 'held'
  const refunds = gift.payment_id ? await refundsOf(app.database.read, gift.payment_id) : []
  const unsent = refunds.filter((one) => one.state === 'refused' || one.state === 'returned')
  const may = state === 'paid' && gift.payment_id !== null
  const props = {
    t,
    locale,
    title: sayAmount(locale, gift.amount, currency),
    state: t(`giving.state-${state}`),
    facts: factsOf(app, gift, { t, locale }),
    donor: donorOf(gift, { t, locale }),
    reasons: held
      ? (gift.reason ?? '')
          .split(' ')
          .filter(Boolean)
          .map((key) => say(key))
      : [],
    action: link(paths.gift(gift.recipient_id, gift.id)),
    can: {
      decide: held,
      arrive: state === 'promised',
      refund: may,
      otherwise: may && unsent.some((one) => one.state === 'refused') && !refunds.some((one) => one.state === 'asked'),
    },
    unsent: unsent.map(({ id, amount, asked_at, refusal, state: how }) => ({
      id,
      text: t('treasury.refund-refused', {
        amount: sayAmount(locale, amount, currency),
        day: formatDay(locale, clockIn(app.movement.current.timeZone, asked_at).day),
        reason: sayRefusal(locale, how === 'refused' ? refusal : null),
      }),
    })),
    refund,
    otherwise,
    decline,
    twoFrom: sayAmount(locale, TWO_FROM, currency),
    pages: pages.filter((page) => page !== undefined).map(({ path, text }) => ({ href: link(path), text })),
    back: { href: link(paths.book(gift.recipient_id)), text: t('treasury.back') },
  }
  return reply.page({ title: props.title, body: <DeskGiftPage {...props} /> })
}

type Said = { t: PageT; locale: Locale }

function factsOf(app: App, gift: GiftRecord, { t, locale }: Said) {
  const dayOf = (moment: Date) => formatDay(locale, clockIn(app.movement.current.timeZone, moment).day)
  return [
    { label: t('giving.to-whom'), value: gift.recipient },
    { label: t('giving.mode'), value: t(`giving.mode-${gift.mode}`) },
    { label: t('giving.day'), value: dayOf(gift.made_at) },
    ...(gift.paid_at ? [{ label: t('treasury.paid-on'), value: dayOf(gift.paid_at) }] : []),
    { label: t('giving.reference'), value: printReference(referenceOf(gift.number)) },
    ...(gift.refunded > 0 ? [{ label: t('giving.refunded'), value: sayAmount(locale, gift.refunded, gift.currency) }] : []),
  ]
}

function donorOf({ given_name, family_name, email, told }: GiftRecord, { t, locale }: Said) {
  const { street, postal_code, town, country, nationality } = told.fields
  const address = [street, `${postal_code ?? ''} ${town ?? ''}`.trim(), country && countryName(locale, country)].filter(Boolean)
  return [
    { label: t('giving.name'), value: `${given_name} ${family_name}` },
    ...(email ? [{ label: t('giving.email'), value: email }] : []),
    ...(address.length > 0 ? [{ label: t('giving.address'), value: address.join(', ') }] : []),
    ...(nationality ? [{ label: t('giving.field-nationality'), value: countryName(locale, nationality) }] : []),
  ]
}
