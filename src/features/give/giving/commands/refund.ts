import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict, Invalid } from '#platform/errors'
import { approvalOf, askApproval, record, useApproval } from '#staff'
import { refundsOf, requestRefund } from '../../payments/index.ts'
import { sayAmount } from '../../law/index.ts'
import type { GiftRecord } from '../queries/gifts.ts'
import { texts } from '../texts.ts'
import type { GiftId } from '../tables.ts'
import { change, locked } from './change.ts'

/** From this much on, in the currency's smallest unit, a refund takes two persons. */
export const TWO_FROM = 50_000

type Refund = { hand: Hand; gift: GiftId; amount: number; reason: string }

/**
 * Gives a gift back, or a part of it: the provider is asked after the commit. From 500 euros on another person allows it first; until then this asks her.
 * Only for the treasurer of the recipient (Code électoral R39-1-1, 5°), which the caller has seen. Gives whether it is under way.
 */
export async function refundGift(tx: Tx, app: App, { hand, gift: id, amount, reason }: Refund): Promise<'asked' | 'under-way'> {
  const gift = await locked(tx, id)
  if (gift.state !== 'paid' || !gift.payment_id) throw new Conflict('giving.not-refundable')
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > gift.amount - gift.refunded)
    throw new Invalid({ amount: 'giving.refund-too-much' })
  if (amount >= TWO_FROM && !(await allowed(tx, { hand, gift, amount, reason, app }))) return 'asked'
  await requestRefund(tx, { payment: gift.payment_id, amount, now: hand.now })
  await record(tx, hand, { action: 'refund', object: 'gift', id, reason })
  return 'under-way'
}

/**
 * What its provider refused to give back was sent to the donor otherwise, from the bank: said once, and only of what a provider refused and is not asked for now. By
 * two from 500 euros on, as any refund. Gives whether it is written down.
 */
export async function refundOtherwise(
  tx: Tx,
  app: App,
  { hand, gift: id, amount, reason }: Refund,
): Promise<'asked' | 'written'> {
  const gift = await locked(tx, id)
  if (gift.state !== 'paid' || !gift.payment_id) throw new Conflict('giving.not-refundable')
  const refunds = await refundsOf(tx, gift.payment_id)
  const refused = refunds.some(({ state }) => state === 'refused')
  // What the provider is asked for it may still give.
  if (!refused || refunds.some(({ state }) => state === 'asked')) throw new Conflict('giving.not-refused')
  const sent = refunds.reduce((sum, one) => sum + (one.state === 'sent' ? one.amount : 0), 0)
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > gift.amount - Math.max(gift.refunded, sent + gift.otherwise))
    throw new Invalid({ sent: 'giving.refund-too-much' })
  if (amount >= TWO_FROM && !(await allowed(tx, { hand, gift, amount, reason, app }))) return 'asked'
  const refunded = gift.refunded + amount
  const to = { state: refunded === gift.amount ? 'refunded' : 'paid', refunded } as const
  await change(tx, app, { before: gift, to, by: hand.actor.account, otherwise: amount })
  await record(tx, hand, { action: 'refund', object: 'gift', id, reason, fields: ['otherwise'] })
  return 'written'
}

type Asking = { hand: Hand; gift: GiftRecord; amount: number; reason: string; app: App }

/** Uses what another person allowed; else asks for it, once. */
async function allowed(tx: Tx, { hand, gift, amount, reason, app }: Asking): Promise<boolean> {
  const sensitive = { kind: 'refund', subject: `${gift.id} ${amount}` }
  const state = await approvalOf(tx, { ...sensitive, by: hand.actor.account }, hand.now)
  if (state === 'given') {
    await useApproval(tx, hand, sensitive)
    return true
  }
  const { locale } = app.movement.current
  const values = { amount: sayAmount(locale, amount, gift.currency), recipient: gift.recipient }
  if (state === 'none')
    await askApproval(tx, hand, { ...sensitive, reason, about: texts.in(locale)('giving.refund-about', values) })
  return false
}
