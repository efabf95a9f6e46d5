import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { boxAround, distanceKm, longitudesToSearch, mercatorY, type Point } from './rules.ts'
import { type AreaId, db, type PlaceId } from './tables.ts'

export type NearPlace = { id: PlaceId; name: string; country: AreaId; lng: number; lat: number; distance_km: number }

/**
 * The nearest places, nearest first. The index orders by distance on the Mercator plane, which is right nearby and
 * slightly off afar: twice as many are fetched, then ranked by their distance on the ground.
 */
export async function nearestPlaces(handle: Handle, from: Point, limit: number): Promise<NearPlace[]> {
  const lists = await Promise.all(
    longitudesToSearch(from.lng).map((lng) => nearestOnPlane(handle, { lng, lat: from.lat }, 2 * limit)),
  )
  const unique = new Map(lists.flat().map((place) => [place.id, place]))
  return Array.from(unique.values(), (place) => ({ ...place, distance_km: distanceKm(from, place) }))
    .sort((a, b) => a.distance_km - b.distance_km)
    .slice(0, limit)
}

function nearestOnPlane(handle: Handle, { lng, lat }: Point, limit: number) {
  return db(handle)
    .selectFrom('place')
    .select(['id', 'name', 'country', 'lng', 'lat'])
    .orderBy(sql`m <-> point(${lng}::float8, ${mercatorY(lat)}::float8)`)
    .limit(limit)
    .execute()
}

/**
 * SQL for the ids of the places within a distance, as the ground has it. A box on the Mercator plane, which the index knows, comes
 * first; the haversine formula decides. Not for circles across the antimeridian or around a pole.
 */
export function placesWithin(from: Point, km: number): RawBuilder<{ id: PlaceId }> {
  const { west, east, south, north } = boxAround(from, km)
  return sql`select places_within(${from.lng}::float8, ${from.lat}::float8, ${km}::float8,
    box(point(${east}::float8, ${north}::float8), point(${west}::float8, ${south}::float8)))`
}

/** The departments, and what a person of another country is counted under. */
export function areas(handle: Handle) {
  return db(handle).selectFrom('area').select(['id', 'kind', 'parent_id', 'name']).orderBy('id').execute()
}

export async function loadedChecksum(handle: Handle): Promise<string | undefined> {
  const row = await db(handle).selectFrom('territory_load').select('checksum').executeTakeFirst()
  return row?.checksum
}

export async function hasPlaces(handle: Handle): Promise<boolean> {
  return (await db(handle).selectFrom('place').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** SQL for the name of a mandate's territory, where `area` and `place` are joined: as `townName` writes it; null for everywhere. */
export function territoryName(): RawBuilder<string | null> {
  return sql`coalesce(area.name, place.name || coalesce(' (' || substr(place.department_id, 4) || ')', ''))`
}

/** Degrees. Where it goes over the antimeridian, `west` is above `east`. */
export type Box = { west: number; south: number; east: number; north: number }

/** Whether a point of the Mercator plane is in a box of the map. `m`: the column that holds it. */
export function withinBox(m: RawBuilder<unknown>, { west, south, east, north }: Box): RawBuilder<boolean> {
  const [low, high] = [mercatorY(south), mercatorY(north)]
  const box = (from: number, to: number) =>
    sql`${m} <@ box(point(${to}::float8, ${high}::float8), point(${from}::float8, ${low}::float8))`
  return west <= east ? sql`${box(west, east)}` : sql`(${box(west, 180)} or ${box(-180, east)})`
}
