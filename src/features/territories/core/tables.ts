import type { Id } from '#platform/db/id'
import type { GeneratedAlways } from 'kysely'
import { narrow, type Published } from '#platform/db/handle'

/** 'FR-69123' for a commune (INSEE code), 'BE-2800866' for a town (GeoNames id). */
export type PlaceId = Id<'place'>
/** 'FR', 'FR-R84', 'FR-69': a country, a region, a department. */
export type AreaId = Id<'area'>

type Area = { id: AreaId; kind: 'country' | 'region' | 'department'; parent_id: AreaId | null; name: string }

export type PlaceRow = {
  id: PlaceId
  country: AreaId
  name: string
  population: number
  lng: number
  lat: number
  m: GeneratedAlways<unknown>
  department_id: AreaId | null
  time_zone: string
  exact: boolean
}

type TerritoryTables = {
  area: Area
  place: PlaceRow
  place_postal_code: { country: AreaId; postal_code: string; place_id: PlaceId }
  territory_load: { id: boolean; checksum: string }
}

/** What other slices may join. */
export type TerritoryCard = {
  area: Published<Area, 'id' | 'kind' | 'parent_id' | 'name'>
  place: Published<PlaceRow, 'id' | 'country' | 'name' | 'lng' | 'lat' | 'department_id' | 'time_zone'>
}

export const db = narrow<TerritoryTables>()
