import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import { boxAround } from '#platform/geo/plane'
import type { Point } from '#platform/geo/points'
import { type Near, nearest, planeBox, type PlaneSearch } from '#platform/geo/search'
import { type AreaId, db, type PlaceId } from './tables.ts'

type ListedPlace = { id: PlaceId; name: string; country: AreaId; lng: number; lat: number; time_zone: string; plane: number }
export type NearPlace = Near<ListedPlace>

/** The nearest places, nearest first. One query; near the antimeridian two. */
export function nearestPlaces(handle: Handle, from: Point, limit: number): Promise<NearPlace[]> {
  return nearest({ m: sql.ref('m'), from, limit, search: (asked) => listed(handle, asked) })
}

function listed(handle: Handle, { plane, where, limit }: PlaneSearch): Promise<ListedPlace[]> {
  return readTogether(
    handle,
    sql<ListedPlace>`select id, name, country, lng, lat, time_zone, ${plane} as plane from place where ${where}
    order by plane limit ${sql.lit(limit)}`,
  )
}

/**
 * SQL for the ids of the places within a distance, as the ground has it. A box on the Mercator plane, which the index knows, comes
 * first; the haversine formula decides. Not for circles across the antimeridian or around a pole.
 */
export function placesWithin(from: Point, km: number): RawBuilder<{ id: PlaceId }> {
  return sql`select places_within(${from.lng}::float8, ${from.lat}::float8, ${km}::float8, ${planeBox(boxAround(from, km))})`
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
