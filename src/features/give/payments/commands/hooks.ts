import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { enqueue } from '#platform/jobs/queue'
import { reading } from '../queues.ts'
import { type AccountId, db } from '../tables.ts'

/** Something that a provider told, and when it came. */
export type Received = { account_id: AccountId; event: string; kind: string; ref: string; received_at: Date }

const COLUMNS = { account_id: 'uuid', event: 'text', kind: 'text', ref: 'text', received_at: 'timestamptz' } as const

/**
 * Keeps what was told, each event once, and leaves the reading to a job, in the transaction that keeps it. What came before leaves nothing. In one order,
 * so that two that keep the same do not wait for each other.
 */
export async function receive(tx: Tx, received: Received[]): Promise<void> {
  const rows = received.toSorted((a, b) => (a.account_id + a.event < b.account_id + b.event ? -1 : 1))
  const { rows: fresh } = await sql<{ account_id: AccountId }>`
    insert into payment_event (account_id, event, kind, ref, received_at)
    select e.account_id, e.event, e.kind, e.ref, e.received_at from ${recordset('e', rows, COLUMNS)}
    on conflict do nothing returning account_id`.execute(db(tx))
  for (const account of new Set(fresh.map(({ account_id }) => account_id))) enqueue(tx, reading, { account })
}

type Read = { refs: string[]; started: Date; now: Date }

/** Marks as read what had come of these objects when they were about to be read. */
export async function markRead(tx: Tx, account: AccountId, { refs, started, now }: Read): Promise<void> {
  if (refs.length === 0) return
  await db(tx)
    .updateTable('payment_event')
    .set({ read_at: now })
    .where('account_id', '=', account)
    .where('ref', 'in', refs)
    .where('read_at', 'is', null)
    .where('received_at', '<=', started)
    .execute()
}

/** Forgets what no provider tells again. */
export async function forgetEvents(tx: Tx, before: Date): Promise<void> {
  await db(tx).deleteFrom('payment_event').where('received_at', '<', before).where('read_at', 'is not', null).execute()
}
