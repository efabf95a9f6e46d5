import { type RawBuilder, sql } from 'kysely'
import type { Box } from './boxes.ts'
import { boxAround, longitudesToSearch, mercatorY } from './plane.ts'
import { distanceKm, EARTH_RADIUS_KM, type Point } from './points.ts'

/** A row with its distance on the Mercator plane. */
type OnPlane = Point & { id: string; plane: number }
export type Near<R> = R & { distance_km: number }

/** What a statement puts into itself: the distance on the plane, by which it orders, and which rows it may give. */
export type PlaneSearch = { plane: RawBuilder<number>; where: RawBuilder<unknown>; limit: number }
/** `m`: the column of the plane in `search`'s statement, which no two rows share where pages are to follow each other. */
type Searching<R> = { m: RawBuilder<unknown>; from: Point; limit: number; search(asked: PlaneSearch): Promise<R[]> }

/**
 * The nearest, nearest first. An index orders by distance on the Mercator plane, which is right nearby and slightly off afar: twice as many are
 * fetched, then ranked by their distance on the ground.
 */
export async function nearest<R extends OnPlane>({ limit, ...searching }: Searching<R>): Promise<Near<R>[]> {
  const found = await onPlane({ ...searching, limit: 2 * limit })
  return ranked(searching.from, found).slice(0, limit)
}

/** A page of the nearest: pages follow each other by the plane, the rows of a page by the ground. `after`, `next`: where a page ended. */
export async function nearestPage<R extends OnPlane>({
  limit,
  ...searching
}: Searching<R> & { after: number | undefined }): Promise<{ rows: Near<R>[]; next: number | undefined }> {
  const found = await onPlane({ ...searching, limit: limit + 1 })
  const next = found.length > limit ? found[limit - 1]?.plane : undefined
  return { rows: ranked(searching.from, found.slice(0, limit)), next }
}

function ranked<R extends OnPlane>(from: Point, rows: R[]): Near<R>[] {
  return rows
    .map((row) => ({ ...row, distance_km: distanceKm(from, row) }))
    .sort((a, b) => a.distance_km - b.distance_km || (a.id < b.id ? -1 : 1))
}

async function onPlane<R extends OnPlane>({ m, from, limit, search, after }: Searching<R> & { after?: number | undefined }) {
  const [lng, otherSide] = longitudesToSearch(from.lng)
  const searchFrom = (lng: number, isSide: RawBuilder<unknown>[]) => {
    const plane = sql<number>`${m} <-> point(${lng}::float8, ${mercatorY(from.lat)}::float8)`
    const conditions = [...isSide, ...(after === undefined ? [] : [sql`${plane} > ${after}::float8`])]
    const where = conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
    return search({ plane, where, limit })
  }
  // Each row is found from the side on which it is nearer, and from that alone.
  const isNearer = (side: number) => sql`abs((${m})[0] - ${side}::float8) <= 180`
  const lists =
    otherSide === undefined
      ? [await searchFrom(lng!, [])]
      : await Promise.all([lng!, otherSide].map((side) => searchFrom(side, [isNearer(side)])))
  return lists
    .flat()
    .sort((a, b) => a.plane - b.plane || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/** Whether a point of the plane is in a box of the map. `m`: the column that holds it. */
export function withinBox(m: RawBuilder<unknown>, { west, south, east, north }: Box): RawBuilder<boolean> {
  const [low, high] = [mercatorY(south), mercatorY(north)]
  const box = (from: number, to: number) => onPlaneWithin(m, { west: from, east: to, south: low, north: high })
  return west <= east ? sql`${box(west, east)}` : sql`(${box(west, 180)} or ${box(-180, east)})`
}

/** Columns of where something stands. `reach`: how far it goes itself, in kilometres, where it is not looked for farther away than that. */
type Standing = { m: RawBuilder<unknown>; lng: RawBuilder<unknown>; lat: RawBuilder<unknown>; reach?: RawBuilder<unknown> }

/**
 * Whether something is within a distance, as the ground has it: a box on the plane, which an index knows, comes first; the haversine formula
 * decides. Not for circles across the antimeridian or around a pole.
 */
export function withinKm({ m, lng, lat, reach }: Standing, from: Point, km: number): RawBuilder<boolean> {
  const most = reach ? sql`least(${km}::float8, ${reach})` : sql`${km}::float8`
  return sql`(${onPlaneWithin(m, boxAround(from, km))}
    and 2 * ${sql.lit(EARTH_RADIUS_KM)} * asin(least(1, sqrt(sin(radians(${lat} - ${from.lat}::float8) / 2) ^ 2
      + cos(radians(${from.lat}::float8)) * cos(radians(${lat})) * sin(radians(${lng} - ${from.lng}::float8) / 2) ^ 2))) <= ${most})`
}

/** The box on the plane, as a value of the database. */
export function planeBox({ west, east, south, north }: Box): RawBuilder<unknown> {
  return sql`box(point(${east}::float8, ${north}::float8), point(${west}::float8, ${south}::float8))`
}

const onPlaneWithin = (m: RawBuilder<unknown>, box: Box) => sql<boolean>`${m} <@ ${planeBox(box)}`
