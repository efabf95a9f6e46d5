import type { GroupId } from '#groups'
import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Point } from '#platform/geo/points'
import { withinKm } from '#platform/geo/search'
import type { PersonId } from '#people'
import type { EventId } from '../../core/index.ts'
import { db } from '../tables.ts'

/** Which calendar: of a group, of a type, around a place; together, all that is said. */
export type FeedWanted = {
  group?: string | undefined
  type?: string | undefined
  near?: Point | undefined
  km?: number | undefined
}

/** Entries of one calendar. */
const MOST = 2_000
/** Days for which what is over, or was called off, still stands in a calendar: a program that asks seldom must hear of it. */
const KEPT = 14

/** What is known of an entry before it is read: whether it has changed, and in whose clocks it is told. */
export type FeedKey = { id: EventId; changed_at: Date; starts_at: Date; ends_at: Date; time_zone: string }

/** What stands in a calendar, without its words, in the order of time: what is known already is not read again. One query. */
export async function feedKeys(handle: Handle, { group, type, near, km = 20 }: FeedWanted, now: Date): Promise<FeedKey[]> {
  const asked = [
    sql`e.published_at is not null and e.unlisted_at is null and e.ends_at > ${new Date(now.getTime() - KEPT * 86_400_000)}::timestamptz`,
    ...(type ? [sql`e.type = ${type}`] : []),
    ...(group
      ? [
          sql`e.id in (select event_id from event_host h join local_group g on g.id = h.group_id and g.unlisted_at is null
          where h.group_id = ${group}::uuid and h.accepted_at is not null)`,
        ]
      : // Around a place, or of a type, only what is to come: the index knows it.
        [sql`e.listed`]),
    ...(near ? [withinKm(AT, near, km)] : []),
  ]
  const { rows } =
    await sql<FeedKey>`select e.id, e.changed_at, e.starts_at, e.ends_at, e.time_zone from event e where ${sql.join(asked, sql` and `)}
    order by e.starts_at, e.id limit ${MOST}`.execute(db(handle))
  return rows
}

const AT = { m: sql`e.m`, lng: sql`e.lng`, lat: sql`e.lat` }

export type FeedEntry = {
  id: EventId
  title: string
  type: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  changed_at: Date
  cancelled_at: Date | null
  version: number
  town: string
}

/** The entries of those keys, as anybody may see them. One query. */
export async function feedEntries(handle: Handle, ids: EventId[]): Promise<FeedEntry[]> {
  if (ids.length === 0) return []
  const { rows } =
    await sql<FeedEntry>`select e.id, e.title, e.type, e.starts_at, e.ends_at, e.time_zone, e.changed_at, e.cancelled_at, e.version,
      place.name as town
    from event e join place on place.id = e.place_id where e.id = any(${ids}::uuid[])`.execute(db(handle))
  return rows
}

/** The calendar that an address names; undefined: it was ended. */
export async function feedOf(handle: Handle, id: string): Promise<PersonId | undefined> {
  const row = await db(handle).selectFrom('feed').select('person_id').where('id', '=', id).executeTakeFirst()
  return row?.person_id
}

export function feedFor(handle: Handle, person: PersonId) {
  return db(handle).selectFrom('feed').select(['id', 'made_at']).where('person_id', '=', person).executeTakeFirst()
}

type OwnMeeting = {
  id: string
  group_id: GroupId
  group: string
  starts_at: Date
  time_zone: string
  set_at: Date
  version: number
  cancelled_at: Date | null
  where: string
  agenda: string | null
}

/** Meetings of somebody's groups, from a while ago on. One query. */
export async function meetingsOf(handle: Handle, person: PersonId, now: Date): Promise<OwnMeeting[]> {
  const { rows } =
    await sql<OwnMeeting>`select m.id, m.group_id, g.name as group, m.starts_at, m.set_at, m.version, m.cancelled_at,
      m.agenda, place.time_zone, coalesce(m.place, g.address, place.name) as where
    from membership b join meeting m on m.group_id = b.group_id join local_group g on g.id = m.group_id join place on place.id = g.place_id
    where b.person_id = ${person}::uuid and m.starts_at > ${new Date(now.getTime() - KEPT * 86_400_000)}::timestamptz
    order by m.starts_at limit 100`.execute(db(handle))
  return rows
}
