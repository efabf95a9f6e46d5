import type { Tx } from '#platform/db/handle'
import type { Worded } from '#platform/images'
import { type GroupId, lockGroup, setPicture } from '../core/index.ts'
import { db } from './tables.ts'

/** Shows a picture of a group, in the place of the one before. */
export async function showPicture(tx: Tx, { id, picture }: { id: GroupId; picture: Worded }, now: Date): Promise<void> {
  await lockGroup(tx, id)
  await db(tx)
    .insertInto('group_picture')
    .values({ group_id: id, ...picture })
    .onConflict((on) => on.column('group_id').doUpdateSet(picture))
    .execute()
  await setPicture(tx, id, now)
}

export async function removePicture(tx: Tx, group: GroupId): Promise<void> {
  await lockGroup(tx, group)
  await db(tx).deleteFrom('group_picture').where('group_id', '=', group).execute()
  await setPicture(tx, group, null)
}
