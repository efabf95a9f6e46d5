import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { stateOf } from '../rules/life.ts'
import { db, type EventId, type EventRow } from '../tables.ts'

/** Holds an event until the end of the transaction. People are locked before. */
export async function lockEvent(tx: Tx, id: EventId): Promise<EventRow> {
  const event = await db(tx).selectFrom('event').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!event) throw new NotFound('events.not-found')
  return event
}

/** Holds an event that can still be changed: it has not begun, and was not called off. */
export async function lockComing(tx: Tx, id: EventId, now: Date): Promise<EventRow> {
  const event = await lockEvent(tx, id)
  if (!['coming', 'unread', 'unlisted'].includes(stateOf(event, now)) || event.starts_at <= now) throw new Conflict('events.late')
  return event
}
