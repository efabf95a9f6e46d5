import { sql } from 'kysely'
import { narrow, type Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../core/index.ts'

const db = narrow<object>()

/** What came by card and stayed, by the day on which it came in that zone. */
export async function cardsByDay(
  handle: Handle,
  recipient: RecipientId,
  zone: string,
): Promise<{ day: string; n: number; sum: number }[]> {
  const { rows } = await sql<{ day: string; n: string; sum: string }>`
    select (paid_at at time zone ${zone})::date::text as day, count(*) as n, sum(amount - refunded)::text as sum from gift
    where recipient_id = ${recipient}::uuid and mode = 'card' and state = 'paid' group by 1 order by 1`.execute(db(handle))
  return rows.map(({ day, n, sum }) => ({ day, n: amountOf(n), sum: amountOf(sum) }))
}
