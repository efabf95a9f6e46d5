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
export async function nearestGroups(
  handle: Handle,
  from: Point,
  { limit, ...wanted }: Wanted & { limit: number },
): Promise<NearGroup[]> {
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

/** Groups that anybody may see and that are as asked, in the order of their ids. `where`: a condition on `g`. */
export function groupsWhere(
  handle: Handle,
  where: RawBuilder<boolean>,
  { wanted, after, limit }: { wanted: Wanted; after?: GroupId | undefined; limit: number },
) {
  return listed(handle, {
    where: sql`${where} and ${fits(wanted)} and g.id > ${after ?? NOTHING}::uuid`,
    order: sql`g.id`,
    limit,
  })
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
    return listed(handle, { where: sql`${fits(wanted)} and ${side} and ${later}`, order: plane, limit })
  })
  const found = (await Promise.all(searches)).flat().sort((a, b) => a.plane - b.plane || (a.id < b.id ? -1 : 1))
  return [...new Map(found.map((group) => [group.id, group])).values()].slice(0, limit)
}

/** What anybody may see: open, listed, with somebody in it. Of a statement that calls it `g`. */
export const SEEN = sql<boolean>`g.closed_at is null and g.unlisted_at is null and g.size > 0`

type Listing = { where: RawBuilder<unknown>; order: RawBuilder<unknown>; limit: number }

async function listed(handle: Handle, { where, order, limit }: Listing) {
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

/** How many groups anybody may see, and how many people are in them. */
export async function groupFigures(handle: Handle): Promise<{ groups: number; people: number }> {
  const { rows } = await sql<{
    groups: number
    people: number
  }>`select count(*)::integer as groups, coalesce(sum(g.size), 0)::integer as people
    from local_group g where ${SEEN}`.execute(db(handle))
  return rows[0]!
}
