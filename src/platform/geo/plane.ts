import { EARTH_RADIUS_KM, type Point } from './points.ts'

/** The y of the Mercator plane in degrees, as columns `m` have it. Latitudes beyond 85° are off the plane. */
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
