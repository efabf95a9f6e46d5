import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import { db, type GroupId, type How, type Role } from '../tables.ts'

export type GroupRecord = NonNullable<Awaited<ReturnType<typeof findGroup>>>

/** A group with the names of where it is. */
export function findGroup(handle: Handle, id: GroupId) {
  return db(handle)
    .selectFrom('local_group')
    .innerJoin('place', 'place.id', 'local_group.place_id')
    .selectAll('local_group')
    .select(['place.name as town', 'place.lng as town_lng', 'place.lat as town_lat', 'place.time_zone as time_zone'])
    .where('local_group.id', '=', id)
    .executeTakeFirst()
}

export type Member = {
  person_id: PersonId
  given_name: string
  family_name: string | null
  role: Role
  how: How
  joined_at: Date
  sees_from: Date | null
  shows_name: boolean
  shows_contact: boolean
  organisers_see: boolean
  points: { kind: 'email' | 'phone'; value: string }[]
}

/**
 * The members of a group with all that any of them may be shown: what a reader sees of it, `shownTo` decides. Contact points that are known to
 * be wrong are left out; somebody under restriction has none. One query.
 */
export async function members(handle: Handle, group: GroupId): Promise<Member[]> {
  const { rows } =
    await sql<Member>`select m.person_id, person.given_name, person.family_name, m.role, m.how, m.joined_at, m.sees_from, m.shows_name, m.shows_contact,
      m.organisers_see, coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'value', value) order by kind, created_at) from contact_point c
        where c.person_id = m.person_id and not c.claimed and c.quality not in ('bad', 'bouncing') and (m.shows_contact or m.organisers_see)
          and person.restricted_at is null), '[]') as points
    from membership m join person on person.id = m.person_id where m.group_id = ${group}::uuid
    order by (m.role = 'organiser') desc, m.joined_at, m.person_id`.execute(db(handle))
  return rows
}

export async function roleOf(handle: Handle, group: GroupId, person: PersonId): Promise<Role | undefined> {
  const row = await db(handle)
    .selectFrom('membership')
    .select('role')
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.role
}

export function findMembership(handle: Handle, group: GroupId, person: PersonId) {
  return db(handle)
    .selectFrom('membership')
    .selectAll()
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .executeTakeFirst()
}

/** The groups that somebody is in, and what she is there. */
export function groupsOf(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('membership')
    .innerJoin('local_group', 'local_group.id', 'membership.group_id')
    .innerJoin('place', 'place.id', 'local_group.place_id')
    .select([
      'local_group.id',
      'local_group.name',
      'place.name as town',
      'place.time_zone',
      'role',
      'size',
      'over_since',
      'next_meeting_at',
      'last_active_at',
      'closed_at',
    ])
    .where('person_id', '=', person)
    .orderBy('joined_at')
    .execute()
}

/** The groups that somebody leads, by their names. */
export function groupsLedBy(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('membership')
    .innerJoin('local_group', 'local_group.id', 'membership.group_id')
    .innerJoin('place', 'place.id', 'local_group.place_id')
    .select(['local_group.id', 'local_group.name', 'place.name as town', 'place.time_zone', 'local_group.department_id'])
    .select(['local_group.lng', 'local_group.lat'])
    .where('person_id', '=', person)
    .where('role', '=', 'organiser')
    .where('closed_at', 'is', null)
    .orderBy('local_group.name')
    .execute()
}

/** The groups that somebody leads, each with the point around which it is trusted (`lng`, `lat`) and what `isTrusted` asks. One query. */
export function groupsAnchored(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('membership')
    .innerJoin('local_group', 'local_group.id', 'membership.group_id')
    .select(['local_group.id', 'local_group.name', 'vouched_at', 'moved_at'])
    .select((q) => [
      q.fn.coalesce('anchor_lng', 'local_group.lng').as('lng'),
      q.fn.coalesce('anchor_lat', 'local_group.lat').as('lat'),
      q
        .selectFrom('membership as m')
        .innerJoin('person', 'person.id', 'm.person_id')
        .select(sql<number>`count(*)::integer`.as('n'))
        .whereRef('m.group_id', '=', 'local_group.id')
        .where('person.confirmed_on', 'is not', null)
        .$asScalar()
        .$notNull()
        .as('confirmed'),
    ])
    .where('membership.person_id', '=', person)
    .where('role', '=', 'organiser')
    .where('closed_at', 'is', null)
    .where('unlisted_at', 'is', null)
    .orderBy('local_group.name')
    .execute()
}

/** Those of some people who have no mailbox that works: they cannot sign in. */
export async function mailboxless(handle: Handle, people: PersonId[]): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select id from person where id = any(${people}::uuid[]) and not exists (
    select from contact_point c where c.person_id = person.id and c.kind = 'email' and not c.claimed and c.quality not in ('bad', 'bouncing'))`.execute(
    db(handle),
  )
  return rows.map(({ id }) => id)
}
