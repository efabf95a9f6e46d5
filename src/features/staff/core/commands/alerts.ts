import { sql } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { enqueue } from '#platform/jobs/queue'
import { warning } from '../queues.ts'
import { db } from '../tables.ts'

export type NewAlert = { kind: string; actor: AccountId; at: Date; count: number }

/** Leaves word of something unusual, one line for each kind, actor and hour. What is new leaves by mail as well. */
export async function alert(tx: Tx, { kind, actor, at, count }: NewAlert): Promise<void> {
  const hour = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
  const row = await db(tx)
    .insertInto('alert')
    .values({ id: newId(), kind, actor, hour, count, seen_at: null })
    .onConflict((on) =>
      on.columns(['kind', 'actor', 'hour']).doUpdateSet({
        count: sql`greatest(alert.count, excluded.count)`,
        // More of it than was seen is news again.
        seen_at: sql`case when excluded.count > alert.count then null else alert.seen_at end`,
      }),
    )
    .returning(['id', sql<boolean>`xmax = 0`.as('fresh')])
    .executeTakeFirstOrThrow()
  if (row.fresh) enqueue(tx, warning, { alert: row.id })
}

/** Somebody looked at all alerts. Gives how many were new. */
export async function markSeen(tx: Tx, now: Date): Promise<number> {
  const seen = await db(tx).updateTable('alert').set({ seen_at: now }).where('seen_at', 'is', null).returning('id').execute()
  return seen.length
}
