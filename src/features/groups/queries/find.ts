import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { distanceKm, longitudesToSearch, mercatorY, type Point } from '#territories'
import { db, type GroupId } from '../tables.ts'

/** What a visitor may ask of a group. */
export type Wanted = { language?: string | undefined; theme?: string | undefined; accessible?: boolean; room?: boolean }

/** A group as anybody may see it in a list. */
export type GroupInList = Awaited<ReturnType<typeof listed>>[number]
export type NearGroup = GroupInList & { distance_km: number }

/** Where a page of the nearest ended: the distance on the plane. */
export type NearCursor = number

/**
 * The nearest groups that anybody may see, nearest first. The index orders by distance on the Mercator plane, which is right nearby and slightly
 * off afar: twice as many are fetched, then ranked by their distance on the ground. One query.
 */
export async function nearestGroups(handle: Handle, from: Point, wanted: Wanted, limit: number): Promise<NearGroup[]> {
  const found = await onPlane(handle, from, { wanted, limit: 2 * limit })
  return ranked(from, found).slice(0, limit)
}

/** A page of the nearest, for programs: pages follow each other by the plane, the groups of a page by the ground. */
export async function nearestPage(
  handle: Handle,
  from: Point,
  { wanted, after, limit }: { wanted: Wanted; after?: NearCursor | undefined; limit: number },
): Promise<{ groups: NearGroup[]; next: NearCursor | undefined }> {
  const found = await onPlane(handle, from, { wanted, after, limit: limit + 1 })
  const last = found[limit - 1]
  const next = found.length > limit && last ? last.plane : undefined
  return { groups: ranked(from, found.slice(0, limit)), next }
}

/** Groups within a box of the map, in the order of their ids. */
export function groupsWithin(
  handle: Handle,
  box: Box,
  { wanted, after, limit }: { wanted: Wanted; after?: GroupId | undefined; limit: number },
) {
  return listed(handle, sql`${within(box)} and ${fits(wanted)} and g.id > ${after ?? NOTHING}::uuid`, sql`g.id`, limit)
}

const NOTHING = '00000000-0000-0000-0000-000000000000'

function ranked<G extends GroupInList>(from: Point, groups: G[]): (G & { distance_km: number })[] {
  return groups
    .map((group) => ({ ...group, distance_km: distanceKm(from, group) }))
    .sort((a, b) => a.distance_km - b.distance_km || (a.id < b.id ? -1 : 1))
}

async function onPlane(
  handle: Handle,
  from: Point,
  { wanted, after, limit }: { wanted: Wanted; after?: NearCursor | undefined; limit: number },
) {
  // Near the antimeridian the plane has an edge that the ground does not: from the other side too.
  const origins = longitudesToSearch(from.lng)
  const searches = origins.map((lng) => {
    const plane = sql<number>`g.m <-> point(${lng}::float8, ${mercatorY(from.lat)}::float8)`
    // No two stand at the same point of the plane (see the migration), so the distance alone says where a page ended.
    const later = after === undefined ? sql`true` : sql`${plane} > ${after}::float8`
    // Each group is found from the side on which it is nearer, and from that alone.
    const side = origins.length > 1 ? sql`abs(g.m[0] - ${lng}::float8) <= 180` : sql`true`
    return listed(handle, sql`${fits(wanted)} and ${side} and ${later}`, plane, limit)
  })
  const found = (await Promise.all(searches)).flat().sort((a, b) => a.plane - b.plane || (a.id < b.id ? -1 : 1))
  return [...new Map(found.map((group) => [group.id, group])).values()].slice(0, limit)
}

/** What anybody may see: open, listed, with somebody in it. */
const SEEN = sql<boolean>`g.closed_at is null and g.unlisted_at is null and g.size > 0`

async function listed(handle: Handle, where: RawBuilder<unknown>, order: RawBuilder<unknown>, limit: number) {
  const { rows } = await sql<{
    id: GroupId
    name: string
    town: string
    department: string | null
    lng: number
    lat: number
    size: number
    joining: 'open' | 'approval'
    languages: string[]
    themes: string[]
    accessible: boolean
    precision: 'exact' | 'street' | 'town'
    habits: string | null
    next_meeting_at: Date | null
    last_active_at: Date
    closed_at: Date | null
    plane: number
  }>`select g.id, g.name, place.name as town, g.department_id as department, g.lng, g.lat, g.size, g.joining, g.languages, g.themes, g.accessible, g.precision,
      g.habits, g.next_meeting_at, g.last_active_at, g.closed_at, g.plane
    from (select g.*, ${order} as plane from local_group g where ${SEEN} and ${where} order by ${order} limit ${limit}) g
    join place on place.id = g.place_id order by g.plane, g.id`.execute(db(handle))
  return rows
}

function fits({ language, theme, accessible, room }: Wanted): RawBuilder<boolean> {
  const asked = [
    ...(language ? [sql`g.languages @> array[${language}]::text[]`] : []),
    ...(theme ? [sql`g.themes @> array[${theme}]::text[]`] : []),
    ...(accessible ? [sql`g.accessible`] : []),
    ...(room ? [sql`g.size < 12`] : []),
  ]
  return asked.length > 0 ? sql`(${sql.join(asked, sql` and `)})` : sql`true`
}

/** Degrees. Where it goes over the antimeridian, `west` is above `east`. */
export type Box = { west: number; south: number; east: number; north: number }

function within({ west, south, east, north }: Box): RawBuilder<boolean> {
  const [low, high] = [mercatorY(south), mercatorY(north)]
  const box = (from: number, to: number) =>
    sql`g.m <@ box(point(${to}::float8, ${high}::float8), point(${from}::float8, ${low}::float8))`
  return west <= east ? sql`${box(west, east)}` : sql`(${box(west, 180)} or ${box(-180, east)})`
}

/** How many groups anybody may see, and how many people are in them. */
export async function groupFigures(handle: Handle): Promise<{ groups: number; people: number }> {
  const { rows } = await sql<{
    groups: number
    people: number
  }>`select count(*)::integer as groups, coalesce(sum(g.size), 0)::integer as people
    from local_group g where ${SEEN}`.execute(db(handle))
  return rows[0]!
}

/** How many groups anybody may see in each department; those abroad under their country. One query. */
export async function groupsByArea(handle: Handle): Promise<{ area: string; n: number; lng: number; lat: number }[]> {
  const { rows } = await sql<{
    area: string
    n: number
    lng: number
    lat: number
  }>`select coalesce(g.department_id, g.country) as area, count(*)::integer as n,
      avg(g.lng) as lng, avg(g.lat) as lat from local_group g where ${SEEN} group by 1 order by 1`.execute(db(handle))
  return rows
}

/** Groups close to each other, as one point of a map. Alone, it says which group it is. */
export type Cluster = { lng: number; lat: number; n: number; id: GroupId | null; name: string | null; town: string }

/** Most cells across a map, unless it is a small one: finer, and points would lie on each other; coarser, and they would say nothing of where. */
const CELLS = 24

/** The groups of a box, gathered in a grid: at most a few hundred points, however many groups. One query. */
export async function clusters(handle: Handle, box: Box, cells = CELLS): Promise<Cluster[]> {
  const width = box.west <= box.east ? box.east - box.west : 360 - box.west + box.east
  // A halving of the world, so that moving the map leaves the cells where they are: points do not dance, and keep the keyboard's focus.
  const cell = 360 / 2 ** Math.floor(Math.log2((360 * cells) / Math.max(width, 1e-6)))
  // Which group it is matters only where there is one: to keep an id for each cell would take as long as the rest.
  const { rows } = await sql<Cluster>`select c.lng, c.lat, c.n, one.id, one.name, place.name as town
    from (select avg(g.lng) as lng, avg(g.lat) as lat, count(*)::integer as n, max(g.place_id collate "C") as place_id
      from local_group g where ${SEEN} and ${within(box)}
      group by floor(g.m[0] / ${cell}::float8), floor(g.m[1] / ${cell}::float8)) c
    join place on place.id = c.place_id
    left join lateral (select g.id, g.name from local_group g where c.n = 1 and ${SEEN} and g.lng = c.lng and g.lat = c.lat
      and g.m <@ box(point(c.lng - 0.00001, -90), point(c.lng + 0.00001, 200)) limit 1) one on true
    order by c.n desc, c.lng, c.lat`.execute(db(handle))
  return rows
}
