import type { Point } from '#platform/geo/points'

/** How exactly anybody may know where something is. */
export type Precision = 'exact' | 'street' | 'town'

/** Degrees to which a place is rounded where only its street may be known: about 400 m. */
const STREET_GRID = 0.004

/** What anybody may know of where something is. */
export function publicPoint(precision: Precision, town: Point, exact: Point | null): Point {
  if (precision === 'town' || !exact) return { lng: town.lng, lat: town.lat }
  if (precision === 'exact') return exact
  const snap = (degrees: number) => Math.round(degrees / STREET_GRID) * STREET_GRID
  return { lng: Number(snap(exact.lng).toFixed(6)), lat: Number(snap(exact.lat).toFixed(6)) }
}
