import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import { db } from '../tables.ts'

export type Ceiling = { amount: number; source: string; entered_at: Date; email: string | null }

/** The ceiling of a recipient, as an officer last said it. */
export async function ceilingOf(handle: Handle, recipient: RecipientId): Promise<Ceiling | undefined> {
  const row = await db(handle)
    .selectFrom('spending_ceiling')
    .select(['amount', 'source', 'entered_at'])
    .select(sql<string | null>`(select email from account where account.id = entered_by)`.as('email'))
    .where('recipient_id', '=', recipient)
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, amount: amountOf(row.amount) }
}
