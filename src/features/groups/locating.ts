import type { App } from '#platform/app'
import { findTown, gazetteerOf, type Point, type Town } from '#territories'

/** A place that somebody typed or stands at. `others`: towns of the same name. */
export type Located = { point: Point; name: string; others: Town[] }

const HOME = 'FR'
/** A postal code in a line such as "12 rue des Lilas, 69003 Lyon". */
const CODE = /\b\d{5}\b/

/** Where somebody looks from: a position, a postal code, a town or an address that holds one. undefined: no such place. */
export function locate(
  app: App,
  typed: { where?: string | undefined; lat?: string | undefined; lng?: string | undefined },
): Located | undefined {
  const point = typed.lat && typed.lng ? pointOf(typed.lat, typed.lng) : undefined
  if (point) return { point, name: '', others: [] }
  const where = typed.where?.trim()
  if (!where) return undefined
  const [first, ...others] = townsOf(app, where)
  return first && { point: first, name: first.name, others: others.slice(0, 5) }
}

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

function townsOf(app: App, where: string): Town[] {
  const gazetteer = gazetteerOf(app)
  const code = CODE.exec(where)?.[0]
  if (code) return gazetteer.withPostalCode(HOME, code)
  const found = findTown(app, where, HOME)
  if ('town' in found) return [found.town]
  const named = gazetteer.named(HOME, where)
  return named.length > 0 ? named : gazetteer.search(HOME, where.split(',').at(-1)!, 6)
}

/** Degrees of a form as a point of the map; undefined: off the map. */
export function pointOf(lat: string, lng: string): Point | undefined {
  const point = { lat: Number(lat), lng: Number(lng) }
  return Math.abs(point.lat) <= 85 && Math.abs(point.lng) <= 180 ? point : undefined
}
