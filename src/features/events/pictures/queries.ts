import type { Handle } from '#platform/db/handle'
import type { EventId } from '../core/index.ts'
import { db } from './tables.ts'

/** The picture that an event shows. */
export function findPicture(handle: Handle, event: EventId) {
  return db(handle)
    .selectFrom('event_picture')
    .select(['bytes', 'width', 'height', 'words'])
    .where('event_id', '=', event)
    .executeTakeFirst()
}
