export type Point = { lng: number; lat: number }

const EARTH_RADIUS_KM = 6371.0088

/** Great-circle distance in kilometres (haversine formula on the mean radius of the IUGG). */
export function distanceKm(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const dLat = (b.lat - a.lat) * rad
  const dLng = (b.lng - a.lng) * rad
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The y of the Mercator plane in degrees, as the column `m` has it. Latitudes beyond 85° are off the plane. */
export function mercatorY(lat: number): number {
  const within = Math.max(-85, Math.min(85, lat))
  return (Math.log(Math.tan(((45 + within / 2) * Math.PI) / 180)) * 180) / Math.PI
}

/**
 * The longitudes to search from. Near the antimeridian the plane has an edge that the ground does not, so the search
 * starts a second time from the other side.
 */
export function longitudesToSearch(lng: number): number[] {
  if (lng > 170) return [lng, lng - 360]
  return lng < -170 ? [lng, lng + 360] : [lng]
}

/** The box on the Mercator plane that holds every point within a distance; a little larger than it need be. */
export function boxAround({ lng, lat }: Point, km: number): { west: number; east: number; south: number; north: number } {
  const degrees = (km / EARTH_RADIUS_KM) * (180 / Math.PI) * 1.001
  const farthest = Math.min(84.9, Math.abs(lat) + degrees)
  const across = Math.min(180, degrees / Math.cos((farthest * Math.PI) / 180))
  return { west: lng - across, east: lng + across, south: mercatorY(lat - degrees), north: mercatorY(lat + degrees) }
}

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

/** A distance as one says it: 400 metres, 2.5 kilometres, 37 kilometres. */
export function sayDistance(km: number): { unit: 'm' | 'km'; value: number } {
  if (km < 0.95) return { unit: 'm', value: Math.max(100, Math.round(km * 10) * 100) }
  return { unit: 'km', value: km < 10 ? Math.round(km * 10) / 10 : Math.round(km) }
}
