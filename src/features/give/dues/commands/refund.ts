import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { approvalOf, askApproval, record, useApproval } from '#staff'
import { TWO_FROM } from '../../giving/index.ts'
import { sayAmount } from '../../law/index.ts'
import { requestRefund } from '../../payments/index.ts'
import type { DueRecord } from '../queries/dues.ts'
import { texts } from '../texts.ts'
import type { DueId } from '../tables.ts'
import { locked } from './change.ts'

type Refund = { hand: Hand; due: DueId; reason: string }

/**
 * Gives dues back, all that is left of them: the provider is asked after the commit, and what it answers reverses books and term. From 500 euros on another person allows
 * it first. Only for the treasurer, which the caller has seen. Gives whether it is under way.
 */
export async function refundDue(tx: Tx, app: App, refund: Refund): Promise<'asked' | 'under-way'> {
  const { hand, due: id, reason } = refund
  const due = await locked(tx, id)
  if (due.state !== 'paid' || !due.payment_id) throw new Conflict('dues.not-refundable')
  const amount = due.amount - due.refunded
  if (amount >= TWO_FROM && !(await allowed(tx, app, { ...refund, amount, of: due }))) return 'asked'
  await requestRefund(tx, { payment: due.payment_id, amount, now: hand.now })
  await record(tx, hand, { action: 'refund', object: 'due', id, reason })
  return 'under-way'
}

/** Uses what another person allowed; else asks for it, once. */
async function allowed(
  tx: Tx,
  app: App,
  { hand, of, amount, reason }: Refund & { amount: number; of: DueRecord },
): Promise<boolean> {
  const sensitive = { kind: 'refund', subject: `${of.id} ${amount}` }
  const state = await approvalOf(tx, { ...sensitive, by: hand.actor.account }, hand.now)
  if (state === 'given') {
    await useApproval(tx, hand, sensitive)
    return true
  }
  const { locale } = app.movement.current
  const values = { amount: sayAmount(locale, amount, of.currency), recipient: of.recipient }
  if (state === 'none')
    await askApproval(tx, hand, { ...sensitive, reason, about: texts.in(locale)('dues.refund-about', values) })
  return false
}
