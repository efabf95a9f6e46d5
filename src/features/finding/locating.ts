import type { App } from '#platform/app'
import { findTown, gazetteerOf, geocode, type Point, type Town } from '#territories'
import { CODE, HOME, pointOf } from '#groups'

/** A place that somebody typed or stands at. `others`: towns of the same name. */
export type Located = { point: Point; name: string; others: Town[] }

/** Where somebody looks from: a position, a postal code, a town, or an address: where a service is set that knows it, to the house; else by the town in it. undefined: no such place. */
export async function locate(
  app: App,
  typed: { where?: string | undefined; lat?: string | undefined; lng?: string | undefined },
): Promise<Located | undefined> {
  const point = typed.lat && typed.lng ? pointOf(typed.lat, typed.lng) : undefined
  if (point) return { point, name: '', others: [] }
  const where = typed.where?.trim()
  if (!where) return undefined
  const address = isAddress(where) ? await geocode(app, where) : undefined
  if (address) return { ...address, others: [] }
  const [first, ...others] = townsOf(app, where)
  return first && { point: first, name: first.name, others: others.slice(0, 5) }
}

/** A number besides a postal code, or several parts: a town's name alone tells no service anything. */
const isAddress = (where: string) => /\d|,/.test(where.replace(CODE, ''))

function townsOf(app: App, where: string): Town[] {
  const gazetteer = gazetteerOf(app)
  const code = CODE.exec(where)?.[0]
  if (code) return gazetteer.withPostalCode(HOME, code)
  const found = findTown(app, where, HOME)
  if ('town' in found) return [found.town]
  const named = gazetteer.named(HOME, where)
  return named.length > 0 ? named : gazetteer.search(HOME, where.split(',').at(-1)!, 6)
}
