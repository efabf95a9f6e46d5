import type { Handle } from '#platform/db/handle'
import type { GroupId } from '../core/index.ts'
import { db } from './tables.ts'

/** What this group asked of another and waits for. */
export function asking(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('group_merge')
    .innerJoin('local_group', 'local_group.id', 'into_id')
    .select(['group_merge.id', 'local_group.name', 'asked_at'])
    .where('from_id', '=', group)
    .where('state', '=', 'open')
    .executeTakeFirst()
}

/** Groups that would come into this one. */
export function askedBy(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('group_merge')
    .innerJoin('local_group', 'local_group.id', 'from_id')
    .select(['group_merge.id', 'local_group.name', 'local_group.size', 'asked_at'])
    .where('into_id', '=', group)
    .where('state', '=', 'open')
    .orderBy('asked_at')
    .limit(20)
    .execute()
}

/** When the group last asked its neighbours. */
export async function lastCall(handle: Handle, group: GroupId): Promise<Date | undefined> {
  const row = await db(handle)
    .selectFrom('neighbour_call')
    .select('called_at')
    .where('group_id', '=', group)
    .orderBy('called_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.called_at
}

/** Since when a group is what it is, and where. */
export function lifeOf(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('local_group')
    .select(['created_at', 'moved_at', 'vouched_at'])
    .where('id', '=', group)
    .executeTakeFirstOrThrow()
}
