import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { WAITING } from '../rules.ts'
import { type AccountId, db, type PaymentId } from '../tables.ts'

/** Whether an account keeps what that payment was made by, and may still take money by it. */
export async function areKept(handle: Handle, payment: PaymentId, account: AccountId): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('payment_means')
    .select('payment_id')
    .where('payment_id', '=', payment)
    .where('account_id', '=', account)
    .where('released_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** What the provider calls these means, also when they are on their way out: what was begun by them is finished by them. */
export function findMeans(handle: Handle, payment: PaymentId) {
  return db(handle)
    .selectFrom('payment_means')
    .select(['customer', 'method'])
    .where('payment_id', '=', payment)
    .executeTakeFirst()
}

/** Means that are used no more and by which nothing is under way. */
export function toForget(handle: Handle, limit: number) {
  return db(handle)
    .selectFrom('payment_means')
    .select(['payment_id', 'account_id', 'customer', 'method'])
    .where('released_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payment')
            .select(sql`1`.as('one'))
            .whereRef('payment.means', '=', 'payment_means.payment_id')
            .where('state', 'in', WAITING),
        ),
      ),
    )
    .orderBy('released_at')
    .limit(limit)
    .execute()
}
