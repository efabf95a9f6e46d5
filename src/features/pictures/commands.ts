import type { Handle, Tx } from '#platform/db/handle'
import type { Picture } from '#platform/images'
import { type GroupId, lockGroup, setPicture } from '#groups'
import { db } from './tables.ts'

/** Shows a picture on the page of a group, instead of the one before. `words`: what it shows. */
export async function showPicture(
  tx: Tx,
  { group, picture, words }: { group: GroupId; picture: Picture; words: string },
  now: Date,
): Promise<void> {
  await lockGroup(tx, group)
  const row = { ...picture, words }
  await db(tx)
    .insertInto('group_picture')
    .values({ group_id: group, ...row })
    .onConflict((on) => on.column('group_id').doUpdateSet(row))
    .execute()
  await setPicture(tx, group, now)
}

/** Takes the picture of a group away. */
export async function removePicture(tx: Tx, group: GroupId): Promise<void> {
  await db(tx).deleteFrom('group_picture').where('group_id', '=', group).execute()
  await setPicture(tx, group, null)
}

/** The picture of a group, and what it shows. */
export function findPicture(handle: Handle, group: GroupId) {
  return db(handle).selectFrom('group_picture').selectAll().where('group_id', '=', group).executeTakeFirst()
}
