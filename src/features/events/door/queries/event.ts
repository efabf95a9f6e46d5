import type { Handle } from '#platform/db/handle'
import { NotFound } from '#platform/errors'
import type { EventId } from '../../core/index.ts'
import { db } from '../tables.ts'

/** What the door and its outcome must know of an event. */
export async function getEvent(handle: Handle, id: EventId) {
  const event = await db(handle)
    .selectFrom('event')
    .select(['starts_at', 'ends_at', 'cancelled_at', 'recipe_id', 'department_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!event) throw new NotFound('door.gone')
  return event
}
