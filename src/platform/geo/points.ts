import { Invalid } from '../errors.ts'

/** A point of the earth, in degrees. */
export type Point = { lng: number; lat: number }

export const EARTH_RADIUS_KM = 6371.0088

/** Great-circle distance in kilometres (haversine formula on the mean radius of the IUGG). */
export function distanceKm(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const dLat = (b.lat - a.lat) * rad
  const dLng = (b.lng - a.lng) * rad
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Degrees of a form as a point of the map; undefined: off the map. */
export function pointOf(lat: string, lng: string): Point | undefined {
  const point = { lat: Number(lat), lng: Number(lng) }
  return Math.abs(point.lat) <= 85 && Math.abs(point.lng) <= 180 ? point : undefined
}

/** latitude,longitude in degrees. Throws Invalid. */
export function readPoint(near: string): Point {
  const [lat, lng] = near.split(',')
  const point = pointOf(lat!, lng!)
  if (!point) throw new Invalid({ near: 'form.wrong' })
  return point
}

/** A distance as one says it: 400 metres, 2.5 kilometres, 37 kilometres. */
export function sayDistance(km: number): { unit: 'm' | 'km'; value: number } {
  if (km < 0.95) return { unit: 'm', value: Math.max(100, Math.round(km * 10) * 100) }
  return { unit: 'km', value: km < 10 ? Math.round(km * 10) / 10 : Math.round(km) }
}
