import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import type { Box, Grid } from '#platform/geo/boxes'
import type { Point } from '#platform/geo/points'
import { type Near, nearest, nearestPage, type PlaneSearch, withinBox } from '#platform/geo/search'
import type { GroupId } from '#groups'
import type { Cluster } from '#territories'
import { type EventId, type FieldRow, LISTED, type ListedName } from '../../core/index.ts'
import { db } from '../tables.ts'

/** What somebody may ask of events. `from`: those that end after it; `to`: those that begin before it. */
export type Wanted = {
  type?: string | undefined
  /** Several of them; none: all. */
  types?: readonly string[] | undefined
  /** Without what falls under the silence around votes. */
  quiet?: boolean | undefined
  online?: boolean | undefined
  from: Date
  to?: Date | undefined
}

/** An event as anybody may see it in a list. */
export type EventInList = Pick<FieldRow, ListedName> & {
  id: EventId
  type: string
  title: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  town: string
  department: string | null
  country: string
  lng: number
  lat: number
  precision: 'exact' | 'street' | 'town'
  attendance: 'place' | 'online' | 'both'
  capacity: number | null
  taken: number
  waiting: number
  version: number
  changed_at: Date
}
export type NearEvent = Near<EventInList>

type Asked<C> = { wanted: Wanted; after?: C | undefined; limit: number }

/** The nearest events that anybody may see, the nearest first. The index holds those alone that are to come. One query. */
export function nearestEvents(handle: Handle, from: Point, { wanted, limit }: Asked<never>): Promise<NearEvent[]> {
  return nearest({ m: M, from, limit, search: (asked) => nearOnes(handle, wanted, asked) })
}

/** A page of the nearest, for programs. */
export async function nearestEventsPage(
  handle: Handle,
  from: Point,
  { wanted, after, limit }: Asked<number>,
): Promise<{ events: NearEvent[]; next: number | undefined }> {
  const { rows, next } = await nearestPage({ m: M, from, after, limit, search: (asked) => nearOnes(handle, wanted, asked) })
  return { events: rows, next }
}

/** No two events stand at the same point of it (see the migration), so the distance alone says where a page ended. */
const M = sql`e.m`

const nearOnes = (handle: Handle, wanted: Wanted, { plane, where, limit }: PlaneSearch) =>
  listed(handle, sql`${fits(wanted)} and ${where} and e.attendance <> 'online'`, { limit, plane })

/** Where a page in the order of time ended. */
export type TimeCursor = { starts_at: Date; id: EventId }

/** What is to come, the next first. `where`: a condition on `e`. One query. */
export async function comingEvents(
  handle: Handle,
  { wanted, after, limit, where }: Asked<TimeCursor> & { where?: RawBuilder<unknown> },
): Promise<EventInList[]> {
  const later = after ? sql`(e.starts_at, e.id) > (${after.starts_at}::timestamptz, ${after.id}::uuid)` : sql`true`
  return listed(handle, sql`${fits(wanted)} and ${later} and ${where ?? sql`true`}`, { limit })
}

/** Events that a group holds. */
export const heldBy = (group: GroupId): RawBuilder<unknown> =>
  sql`exists (select from event_host h where h.event_id = e.id and h.group_id = ${group}::uuid and h.accepted_at is not null)`

/** Events in a box of the map. */
export const within = (box: Box): RawBuilder<unknown> => withinBox(sql`e.m`, box)

/** Of a statement that calls it `e`. */
function fits({ type, types = [], quiet, online, from, to }: Wanted): RawBuilder<unknown> {
  const asked = [
    sql`e.listed and e.ends_at > ${from}::timestamptz`,
    ...(to ? [sql`e.starts_at < ${to}::timestamptz`] : []),
    ...(type ? [sql`e.type = ${type}`] : []),
    ...(types.length > 0 ? [sql`e.type = any(${types}::text[])`] : []),
    ...(quiet ? [sql`(not e.campaign or e.waived_at is not null)`] : []),
    ...(online ? [sql`e.attendance <> 'place'`] : []),
  ]
  return sql.join(asked, sql` and `)
}

const LISTED_COLUMNS = sql.join(LISTED.map((name) => sql.ref(`e.${name}`)))

type ListedEvent = EventInList & { plane: number }

/** By the distance on the plane where one is given, else by the beginning. */
function listed(
  handle: Handle,
  where: RawBuilder<unknown>,
  { limit, plane }: { limit: number; plane?: RawBuilder<number> },
): Promise<ListedEvent[]> {
  const order = plane ? sql`plane, id` : sql`starts_at, id`
  // By its name, so that the planner knows it for the same: the index orders by it.
  const inner = plane ? sql`plane` : order
  return readTogether(
    handle,
    sql<ListedEvent>`select e.id, e.type, e.title, e.starts_at, e.ends_at, e.time_zone,
      place.name as town, e.department_id as department, e.country, e.lng, e.lat, e.precision, e.attendance, ${LISTED_COLUMNS}, e.capacity, e.taken, e.waiting,
      e.version, e.changed_at, e.plane
    from (select e.*, ${plane ?? sql`0::float8`} as plane from event e where ${where} order by ${inner} limit ${sql.lit(limit)}) e
    join place on place.id = e.place_id order by ${order}`,
  )
}

/** Events of a box, gathered in a grid: at most a few hundred points. One query. */
export async function clusters(handle: Handle, { box, cell }: Grid, wanted: Wanted): Promise<Cluster[]> {
  const { rows } =
    await sql<Cluster>`select c.lng, c.lat, c.n, case when c.n = 1 then c.id end as id, case when c.n = 1 then c.title end as name,
      place.name as town
    from (select avg(e.lng) as lng, avg(e.lat) as lat, count(*)::integer as n, min(e.id::text)::uuid as id, min(e.title) as title,
        max(e.place_id collate "C") as place_id
      from event e where ${fits(wanted)} and e.attendance <> 'online' and ${within(box)}
      group by floor(e.m[0] / ${cell}::float8), floor(e.m[1] / ${cell}::float8)) c
    join place on place.id = c.place_id order by c.n desc, c.lng, c.lat`.execute(db(handle))
  return rows
}

/** How many events there are to come in each department; those abroad under their country. One query. */
export async function eventsByArea(handle: Handle, wanted: Wanted) {
  const { rows } = await sql<{
    area: string
    n: number
    lng: number
    lat: number
  }>`select coalesce(e.department_id, e.country) as area,
      count(*)::integer as n, avg(e.lng) as lng, avg(e.lat) as lat from event e where ${fits(wanted)} group by 1 order by 1`.execute(
    db(handle),
  )
  return rows
}
