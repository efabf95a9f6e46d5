import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { GroupId } from '../core/index.ts'
import { db, type SplitId } from './tables.ts'

export type OpenSplit = NonNullable<Awaited<ReturnType<typeof openSplit>>>

/** The split of a group that is under way. */
export function openSplit(handle: Handle, group: GroupId) {
  return db(handle).selectFrom('split').selectAll().where('group_id', '=', group).where('state', '=', 'open').executeTakeFirst()
}

export function findSplit(handle: Handle, id: SplitId) {
  return db(handle)
    .selectFrom('split')
    .innerJoin('local_group', 'local_group.id', 'split.group_id')
    .innerJoin('place', 'place.id', 'local_group.place_id')
    .leftJoin('local_group as child', 'child.id', 'split.child_id')
    .selectAll('split')
    .select(['local_group.name as group', 'place.time_zone', 'child.name as child'])
    .where('split.id', '=', id)
    .executeTakeFirst()
}

/** The latest division that this group came out of, as the one that stayed or as the new one, if it was after `since`. */
export function lastDivision(handle: Handle, group: GroupId, since: Date) {
  return db(handle)
    .selectFrom('split')
    .innerJoin('local_group as parent', 'parent.id', 'split.group_id')
    .innerJoin('local_group as child', 'child.id', 'split.child_id')
    .selectAll('split')
    .select(['parent.name as parent', 'child.name as child'])
    .where((q) => q.or([q('split.group_id', '=', group), q('split.child_id', '=', group)]))
    .where('split.state', '=', 'divided')
    .where('decided_at', '>', since)
    .orderBy('decided_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export type SplitMember = Awaited<ReturnType<typeof splitMembers>>[number]

/** The members of a group with what the cutting looks at. One query. */
export function splitMembers(handle: Handle, group: GroupId, split: SplitId | undefined) {
  return db(handle)
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .leftJoin('place', 'place.id', 'person.place_id')
    .leftJoin('split_wish', (join) =>
      join.onRef('split_wish.person_id', '=', 'membership.person_id').on('split_wish.split_id', '=', split ?? null),
    )
    .select([
      'membership.person_id',
      'given_name',
      'family_name',
      'shows_name',
      'organisers_see',
      'role',
      'person.locale',
      'person.place_id',
      'place.name as town',
      'place.department_id',
      'place.country',
      'place.lng',
      'place.lat',
      'organises',
      'hosts',
    ])
    .where('membership.group_id', '=', group)
    .orderBy('joined_at')
    .orderBy('membership.person_id')
    .execute()
}

export function ties(handle: Handle, split: SplitId) {
  return db(handle).selectFrom('split_tie').select(['person_id', 'other_id', 'kind']).where('split_id', '=', split).execute()
}

/** Splits in which something is due: a reminder, or a decision. */
export function dueSplits(handle: Handle, now: Date, lastReminder: Date) {
  return db(handle)
    .selectFrom('split')
    .select(['id', 'group_id', 'reminders', 'decide_until'])
    .where('state', '=', 'open')
    .where((q) =>
      q.or([
        q.and([q('reminders', '=', 0), q('wishes_until', '<=', now)]),
        q.and([q('reminders', '=', 1), q('decide_until', '<=', lastReminder)]),
        q('decide_until', '<=', now),
      ]),
    )
    .orderBy('id')
    .limit(500)
    .execute()
}

export type Kin = {
  id: GroupId
  name: string
  town: string
  parent_id: GroupId | null
  generation: number
  size: number
  closed: boolean
  seen: boolean
  /** Staff took it out of what anybody may find: its name too. */
  hidden: boolean
  born: Date
}

/** The whole family of a group: from its oldest ancestor down. Nobody may be named by it, so it is for anybody. */
export async function family(handle: Handle, group: GroupId): Promise<Kin[]> {
  const { rows } = await sql<Kin>`with recursive up as (
      select id, parent_id from local_group where id = ${group}::uuid
      union all select g.id, g.parent_id from local_group g join up on g.id = up.parent_id
    ), down as (
      select g.id from local_group g join up on up.id = g.id where g.parent_id is null
      union all select g.id from local_group g join down on g.parent_id = down.id
    )
    select g.id, g.name, place.name as town, g.parent_id, g.generation, g.size, g.closed_at is not null as closed, g.unlisted_at is null and g.closed_at is null as seen, g.unlisted_at is not null as hidden,
      g.created_at as born
    from down join local_group g on g.id = down.id join place on place.id = g.place_id order by g.created_at, g.id limit 2000`.execute(
    db(handle),
  )
  return rows
}

/** Groups and people in them by generation, in the whole movement. */
export async function generations(handle: Handle): Promise<{ generation: number; groups: number; people: number }[]> {
  const { rows } = await sql<{
    generation: number
    groups: number
    people: number
  }>`select generation, count(*)::integer as groups, sum(size)::integer as people
    from local_group where closed_at is null and size > 0 group by generation order by generation`.execute(db(handle))
  return rows
}
