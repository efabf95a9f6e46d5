import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import { matching } from '../queues.ts'
import { db, type ElectionId } from '../tables.ts'

/** Asks that people be matched for a vote; once, however often it is asked for until that begins. */
export async function wantRound(tx: Tx, election: ElectionId): Promise<void> {
  const known = await db(tx).selectFrom('proxy_round').select('wanted').where('election_id', '=', election).executeTakeFirst()
  if (known?.wanted) return
  const asked = await db(tx)
    .insertInto('proxy_round')
    .values({ election_id: election, wanted: true })
    .onConflict((on) => on.column('election_id').doUpdateSet({ wanted: true }).where('proxy_round.wanted', '=', false))
    .returning('wanted')
    .executeTakeFirst()
  if (asked) enqueue(tx, matching, { election })
}

/** It begins: what changes from now on is for the next. */
export async function beginRound(tx: Tx, election: ElectionId): Promise<void> {
  await db(tx).updateTable('proxy_round').set({ wanted: false }).where('election_id', '=', election).execute()
}

/** Votes for which people wait, and those whose round was asked for. */
export async function electionsWaiting(tx: Tx): Promise<ElectionId[]> {
  const { rows } = await sql<{
    id: ElectionId
  }>`select distinct election_id as id from proxy_ask where state = 'waiting'`.execute(db(tx))
  return rows.map(({ id }) => id)
}
