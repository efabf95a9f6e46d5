/** What other slices may ask of territories. */
export { gazetteerOf } from './prepare.ts'
export { findTerritory, findTown, type Territory, townName } from './finding.ts'
export type { Gazetteer, Town } from './gazetteer.ts'
export { type Grid, gridOf, lookedAt, MapQuery, readBox, readPoint } from './boxes.ts'
export { type AreaCount, type Cluster, nationalPicture } from './national.ts'
export { areas, type Box, nearestPlaces, territoryName, placesWithin, type NearPlace, withinBox } from './queries.ts'
export { texts as territoryTexts } from './texts.ts'
export { frenchMap, type AreaMap, inBox, MAINLAND, onMainland, pointsOnFrance } from './map.ts'
export {
  boxAround,
  distanceKm,
  longitudesToSearch,
  mercatorY,
  type Point,
  type Precision,
  publicPoint,
  sayDistance,
} from './rules.ts'
export { liesWithin, withinTerritory } from './within.ts'
export { locate, type Located, pointOf, readSite, type Site } from './siting.ts'
export { TownField, type TownOption } from './town-field.tsx'
export type { AreaId, PlaceId, TerritoryCard } from './tables.ts'
