import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { lockPeople, type PersonId } from '#people'
import { roleOf } from '../queries/group.ts'
import { db, type GroupId, type Role } from '../tables.ts'

export type LockedGroup = Awaited<ReturnType<typeof lockGroup>>

/** Holds a group until the end of the transaction: its figures stay true meanwhile. People are locked before groups, by everybody. */
export async function lockGroup(tx: Tx, id: GroupId) {
  const group = await db(tx)
    .selectFrom('local_group')
    .select([
      'id',
      'name',
      'joining',
      'size',
      'organisers',
      'over_since',
      'vacant_since',
      'closed_at',
      'unlisted_at',
      'parent_id',
      'generation',
      'created_at',
      'moved_at',
      'vouched_at',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!group) throw new NotFound('groups.not-found')
  if (group.closed_at) throw new Conflict('groups.closed')
  return group
}

/** Holds a person, then a group. */
export async function lockBoth(tx: Tx, person: PersonId, group: GroupId): Promise<LockedGroup> {
  await lockPeople(tx, [person])
  return lockGroup(tx, group)
}

/** What somebody is in a group that is held; throws NotFound when she is not in it. */
export async function roleIn(tx: Tx, group: GroupId, person: PersonId): Promise<Role> {
  const role = await roleOf(tx, group, person)
  if (!role) throw new NotFound('groups.member.gone')
  return role
}

/** How many groups somebody is in, and how many of them she leads. Call it while she is held. */
export async function heldBy(tx: Tx, person: PersonId): Promise<{ joined: number; led: number }> {
  const row = await db(tx)
    .selectFrom('membership')
    .select([
      sql<number>`count(*)::integer`.as('joined'),
      sql<number>`(count(*) filter (where role = 'organiser'))::integer`.as('led'),
    ])
    .where('person_id', '=', person)
    .executeTakeFirstOrThrow()
  return row
}

/** What a group that closes keeps of where it met: its town. */
export const closing = (now: Date) => ({ closed_at: now, address: null, exact_lng: null, exact_lat: null })

/** Notes that there is life in a group. */
export async function touchGroup(tx: Tx, group: GroupId, now: Date): Promise<void> {
  await db(tx).updateTable('local_group').set({ last_active_at: now }).where('id', '=', group).execute()
}

/** Notes since when a group shows a picture; null: none. */
export async function setPicture(tx: Tx, group: GroupId, at: Date | null): Promise<void> {
  await db(tx).updateTable('local_group').set({ picture_at: at }).where('id', '=', group).execute()
}

/** Notes when a group meets next: anybody may know it. null: nothing is set. */
export async function setNextMeeting(tx: Tx, group: GroupId, at: Date | null): Promise<void> {
  await db(tx).updateTable('local_group').set({ next_meeting_at: at }).where('id', '=', group).execute()
}

/** Somebody in charge knows a group, where it is today. */
export async function vouchFor(tx: Tx, group: GroupId, now: Date): Promise<void> {
  const today = { anchor_lng: null, anchor_lat: null, moved_at: null, vouched_at: now }
  await db(tx).updateTable('local_group').set(today).where('id', '=', group).where('closed_at', 'is', null).execute()
}

/** Takes a group out of what anybody can find, or puts it back. Gives whether that changed anything. */
export async function setListed(tx: Tx, { group, listed }: { group: GroupId; listed: boolean }, now: Date): Promise<boolean> {
  const changed = await db(tx)
    .updateTable('local_group')
    .set({ unlisted_at: listed ? null : now })
    .where('id', '=', group)
    .where('unlisted_at', listed ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}
