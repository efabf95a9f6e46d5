import type { Handle, Tx } from '#platform/db/handle'
import type { Picture } from '#platform/images'
import { type GroupId, lockGroup, setPicture } from '#groups'
import { type EventId, lockEvent, setEventPicture } from '../core/index.ts'
import { db } from './tables.ts'

/** What a picture is of: how it is written, read and taken away. What it is of is locked, and notes since when it shows one. */
export type Shelf = {
  show(tx: Tx, shown: { id: string; picture: Picture; words: string }, now: Date): Promise<void>
  remove(tx: Tx, id: string, now: Date): Promise<void>
  find(handle: Handle, id: string): Promise<(Picture & { words: string }) | undefined>
}

/** Pictures of groups. */
export const groupPictures: Shelf = {
  async show(tx, { id, picture, words }, now) {
    await lockGroup(tx, id)
    const row = { ...picture, words }
    await db(tx)
      .insertInto('group_picture')
      .values({ group_id: id as GroupId, ...row })
      .onConflict((on) => on.column('group_id').doUpdateSet(row))
      .execute()
    await setPicture(tx, id, now)
  },
  async remove(tx, id) {
    await lockGroup(tx, id)
    await db(tx).deleteFrom('group_picture').where('group_id', '=', id).execute()
    await setPicture(tx, id, null)
  },
  find: (handle, id) => db(handle).selectFrom('group_picture').selectAll().where('group_id', '=', id).executeTakeFirst(),
}

/** Pictures of events. */
export const eventPictures: Shelf = {
  async show(tx, { id, picture, words }, now) {
    await lockEvent(tx, id)
    const row = { ...picture, words }
    await db(tx)
      .insertInto('event_picture')
      .values({ event_id: id as EventId, ...row })
      .onConflict((on) => on.column('event_id').doUpdateSet(row))
      .execute()
    await setEventPicture(tx, id, now, now)
  },
  async remove(tx, id, now) {
    await lockEvent(tx, id)
    await db(tx).deleteFrom('event_picture').where('event_id', '=', id).execute()
    await setEventPicture(tx, id, null, now)
  },
  find: (handle, id) => db(handle).selectFrom('event_picture').selectAll().where('event_id', '=', id).executeTakeFirst(),
}
