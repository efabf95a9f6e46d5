/** What other slices may ask of territories. */
export { gazetteerOf } from './prepare.ts'
export { findTerritory, type Territory } from './finding.ts'
export type { Gazetteer, Town } from './gazetteer.ts'
export { areas, nearestPlaces, placesWithin, type NearPlace } from './queries.ts'
export { frenchMap, type AreaMap } from './map.ts'
export { distanceKm, type Point } from './rules.ts'
export { TownField, type TownOption } from './town-field.tsx'
export type { AreaId, PlaceId, TerritoryCard } from './tables.ts'
