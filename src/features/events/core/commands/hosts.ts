import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type GroupId, peopleOf } from '#groups'
import { hostMail } from '../queues.ts'
import { db, type EventId } from '../tables.ts'
import { lockEvent } from './lock.ts'

const MOST_HOSTS = 8

/** Asks another group to hold an event too; its organisers are told, and decide. */
export async function askHost(tx: Tx, { event, group }: { event: EventId; group: GroupId }, now: Date): Promise<void> {
  await lockEvent(tx, event)
  const hosts = await db(tx).selectFrom('event_host').select('group_id').where('event_id', '=', event).execute()
  if (hosts.some(({ group_id }) => group_id === group)) return
  if (hosts.length >= MOST_HOSTS) throw new Conflict('events.hosts.enough')
  await db(tx).insertInto('event_host').values({ event_id: event, group_id: group, asked_at: now, accepted_at: null }).execute()
  for (const to of await peopleOf(tx, group, 'organisers')) enqueue(tx, hostMail, { event, group, to })
}

/** An organiser of the group says yes, or no: also later. */
export async function answerHost(
  tx: Tx,
  { event, group, accepts }: { event: EventId; group: GroupId; accepts: boolean },
  now: Date,
): Promise<void> {
  await lockEvent(tx, event)
  if (accepts) {
    await db(tx)
      .updateTable('event_host')
      .set({ accepted_at: now })
      .where('event_id', '=', event)
      .where('group_id', '=', group)
      .where('accepted_at', 'is', null)
      .execute()
    return
  }
  if ((await holdersBut(tx, event, group)) === 0) throw new Conflict('events.hosts.last')
  await db(tx).deleteFrom('event_host').where('event_id', '=', event).where('group_id', '=', group).execute()
}

/** Takes back that a group was asked, while it has not answered. */
export async function withdrawHost(tx: Tx, event: EventId, group: GroupId): Promise<void> {
  await lockEvent(tx, event)
  await db(tx)
    .deleteFrom('event_host')
    .where('event_id', '=', event)
    .where('group_id', '=', group)
    .where('accepted_at', 'is', null)
    .execute()
}

/** How many persons and groups hold an event besides one group. */
async function holdersBut(tx: Tx, event: EventId, group: GroupId): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ((select count(*) from event_organiser where event_id = ${event}::uuid)
    + (select count(*) from event_host where event_id = ${event}::uuid and group_id <> ${group}::uuid and accepted_at is not null))::integer as n`.execute(
    db(tx),
  )
  return rows[0]!.n
}
