import type { Handle } from '#platform/db/handle'
import type { GroupId } from '../core/index.ts'
import { db } from './tables.ts'

/** The picture that a group shows. */
export function findPicture(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('group_picture')
    .select(['bytes', 'width', 'height', 'words'])
    .where('group_id', '=', group)
    .executeTakeFirst()
}
