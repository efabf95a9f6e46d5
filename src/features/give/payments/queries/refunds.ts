import { amountOf } from '#platform/money'
import type { Handle } from '#platform/db/handle'
import { db, type PaymentId } from '../tables.ts'

/** `refused`: the provider would not, for a reason in its own words; `returned`: it did, and the donor's bank sent it back. */
type RefundState = 'asked' | 'sent' | 'refused' | 'returned'

/** Refunds of a payment that were asked for here, the newest first. */
export async function refundsOf(handle: Handle, payment: PaymentId) {
  const rows = await db(handle)
    .selectFrom('payment_refund as r')
    .leftJoin('payment_part as p', (join) => join.onRef('p.asked', '=', 'r.id').on('p.kind', '=', 'refund'))
    .select(['r.id', 'r.amount', 'r.state', 'r.refusal', 'r.asked_at', 'p.state as part'])
    .where('r.payment_id', '=', payment)
    .orderBy('r.asked_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ amount, state, part, ...row }) => ({
    ...row,
    amount: amountOf(amount),
    state: (part === 'failed' ? 'returned' : state) satisfies RefundState,
  }))
}
