import type { Tx } from '#platform/db/handle'
import { db, type PaymentId } from '../tables.ts'
import { endUnasked } from './take.ts'

/**
 * Calls back a payment that was to be taken by kept means. Whether it could: once its provider may have been asked, only that says what became of it. One
 * row lock decides between this and the job that asks.
 */
export async function withdrawPayment(tx: Tx, payment: PaymentId, now: Date): Promise<boolean> {
  const row = await db(tx)
    .selectFrom('payment')
    .select(['reached', 'means', 'asked_at'])
    .where('id', '=', payment)
    .forUpdate()
    .executeTakeFirst()
  if (row?.reached !== 'begun' || !row.means || row.asked_at) return false
  await endUnasked(tx, payment, { reached: 'cancelled', now })
  return true
}
