import type { App } from '#platform/app'
import { findTown, gazetteerOf, type Point, type Town } from '#territories'

/** The country in which places are looked for. */
export const HOME = 'FR'
/** A postal code in a line such as "12 rue des Lilas, 69003 Lyon". */
export const CODE = /\b\d{5}\b/

/** The one town that somebody typed, for what must stand in one: by its postal code and name, or its name alone. */
export function oneTown(app: App, where: string): { town: Town } | { error: string } {
  const code = CODE.exec(where)?.[0]
  if (!code) return findTown(app, where, HOME)
  const towns = gazetteerOf(app).withPostalCode(HOME, code)
  if (towns.length < 2) return towns[0] ? { town: towns[0] } : { error: 'territories.unknown' }
  const name = where.replace(code, '').replace(/^[\s,]+|[\s,]+$/g, '')
  const named = new Set(
    name
      ? gazetteerOf(app)
          .named(HOME, name)
          .map(({ id }) => id)
      : [],
  )
  const town = towns.find(({ id }) => named.has(id))
  return town ? { town } : { error: 'groups.where.several' }
}

/** Degrees of a form as a point of the map; undefined: off the map. */
export function pointOf(lat: string, lng: string): Point | undefined {
  const point = { lat: Number(lat), lng: Number(lng) }
  return Math.abs(point.lat) <= 85 && Math.abs(point.lng) <= 180 ? point : undefined
}
