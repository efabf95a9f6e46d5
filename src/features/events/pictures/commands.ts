import type { Tx } from '#platform/db/handle'
import type { Worded } from '#platform/images'
import { type EventId, lockEvent, setEventPicture } from '../core/index.ts'
import { db } from './tables.ts'

/** Shows a picture of an event, in the place of the one before. */
export async function showPicture(tx: Tx, { id, picture }: { id: EventId; picture: Worded }, now: Date): Promise<void> {
  await lockEvent(tx, id)
  await db(tx)
    .insertInto('event_picture')
    .values({ event_id: id, ...picture })
    .onConflict((on) => on.column('event_id').doUpdateSet(picture))
    .execute()
  await setEventPicture(tx, { event: id, at: now }, now)
}

export async function removePicture(tx: Tx, event: EventId, now: Date): Promise<void> {
  await lockEvent(tx, event)
  await db(tx).deleteFrom('event_picture').where('event_id', '=', event).execute()
  await setEventPicture(tx, { event, at: null }, now)
}
