import { amountOf } from '#platform/money'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { refunding } from '../queues.ts'

import { db, type PaymentId, type RefundId } from '../tables.ts'

/**
 * Asks that a payment be given back, or a part of it; the provider is asked after the commit, with the refund's id as key. Who may decide that is the
 * caller's. Throws Conflict when it was not paid, or less of it is left.
 */
export async function requestRefund(
  tx: Tx,
  { payment, amount, now }: { payment: PaymentId; amount: number; now: Date },
): Promise<RefundId> {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new Invalid({ amount: 'form.wrong' })
  const found = await db(tx)
    .selectFrom('payment')
    .select(['amount', 'refunded', 'disputed', 'state'])
    .where('id', '=', payment)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('error.not-found')
  if (found.state !== 'paid') throw new Conflict('payments.refund-not-paid')
  const left = amountOf(found.amount) - amountOf(found.refunded) - amountOf(found.disputed) - (await askedOf(tx, payment))
  if (amount > left) throw new Conflict('payments.refund-too-much')
  const id = newId()
  await db(tx)
    .insertInto('payment_refund')
    .values({ id, payment_id: payment, amount, state: 'asked', asked_at: now, refusal: null })
    .execute()
  enqueue(tx, refunding, { refund: id })
  return id
}

/** What is asked for, and not made yet. */
async function askedOf(tx: Tx, payment: PaymentId): Promise<number> {
  const { sum } = await db(tx)
    .selectFrom('payment_refund')
    .select(sql<string>`coalesce(sum(amount), 0)`.as('sum'))
    .where('payment_id', '=', payment)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow()
  return amountOf(sum)
}

/** The provider will not. What was asked for may be asked for otherwise. */
export async function refuseRefund(tx: Tx, id: RefundId, refusal: string): Promise<void> {
  await db(tx)
    .updateTable('payment_refund')
    .set({ state: 'refused', refusal })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .execute()
}
