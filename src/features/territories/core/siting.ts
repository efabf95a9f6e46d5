import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { distanceKm, type Point, pointOf } from '#platform/geo/points'
import { findTown, POSTAL_CODE, townName } from './finding.ts'
import type { Town } from './gazetteer.ts'
import { geocode } from './geocoding.ts'
import { prepared } from './prepare.ts'
import { nearestPlaces } from './queries.ts'
import type { Precision } from './rules.ts'

/** Farther from its town than this, another address was meant. Kilometres. */
const AROUND = 30

/** Where something stands, as somebody types it: its town, an address there, or a point placed by hand; and how exactly anybody may know. */
export type TypedSite = {
  where: string
  address?: string | undefined
  lat?: string | undefined
  lng?: string | undefined
  precision: Precision
}

/** `exact`: null where only the town is known. */
export type Site = { town: Town; exact: Point | null; address: string | null; precision: Precision }

/** Where it stood before: a point that was placed for another address says nothing of this one. */
export type SiteBefore = { place_id: string; address: string | null; exact_lng: number | null; exact_lat: number | null }

/** Reads where something stands; an address is found by a service where one is set. Throws Invalid with a message for each field at fault. */
export async function readSite(app: App, given: TypedSite, before?: SiteBefore): Promise<Site> {
  const found = findTown(app, given.where)
  const town = 'error' in found ? undefined : found.town
  const typed = town && before ? movedFrom(before, given, town) : given
  const placed = typed.lat && typed.lng ? pointOf(typed.lat, typed.lng) : undefined
  const wrong = { ...('error' in found ? { where: found.error } : {}), ...faultsOf(typed, placed, town) }
  if (!town || Object.keys(wrong).length > 0) throw new Invalid(wrong)
  const exact = placed ?? (await pointOfAddress(app, typed, town)) ?? null
  return { town, exact, address: typed.address?.trim() || null, precision: typed.precision }
}

function faultsOf(
  { lat, lng, precision, address }: TypedSite,
  placed: Point | undefined,
  town: Town | undefined,
): Record<string, string> {
  const astray = placed && town && distanceKm(placed, town) > AROUND
  return {
    ...(astray ? { lat: 'territories.off-town' } : {}),
    ...((lat || lng) && !placed ? { lat: 'territories.off-map' } : {}),
    ...(precision !== 'town' && !placed && !address ? { address: 'territories.address-needed' } : {}),
  }
}

/** Without the point of before, where the town or the address is another and the point still the same. */
function movedFrom({ place_id, address, exact_lng, exact_lat }: SiteBefore, typed: TypedSite, town: Town): TypedSite {
  const samePoint = Number(typed.lng) === exact_lng && Number(typed.lat) === exact_lat
  const moved = town.id !== place_id || (typed.address?.trim() || null) !== address
  return samePoint && moved ? { ...typed, lat: undefined, lng: undefined } : typed
}

/** Where an address is, if a service is set that knows it. */
async function pointOfAddress(app: App, { address, precision }: TypedSite, town: Town): Promise<Point | undefined> {
  if (!address || precision === 'town') return undefined
  const found = await geocode(app, `${address}, ${town.name}`)
  return found && distanceKm(found.point, town) <= AROUND ? found.point : undefined
}

/** A place that somebody typed or stands at. `label`: what leads there again when it is typed; `others`: towns of the same name; `zone`: by whose clocks days are told there. */
export type Located = { point: Point; name: string; label: string; others: Town[]; zone: string }

/** Where somebody looks from: a position, a postal code, a town, or an address: where a service is set that knows it, to the house; else by the town in it. undefined: no such place. */
export async function locate(
  app: App,
  typed: { where?: string | undefined; lat?: string | undefined; lng?: string | undefined },
): Promise<Located | undefined> {
  const point = typed.lat && typed.lng ? pointOf(typed.lat, typed.lng) : undefined
  if (point) return { point, name: '', label: '', others: [], zone: await zoneAt(app, point) }
  const where = typed.where?.trim()
  if (!where) return undefined
  const address = isAddress(where) ? await geocode(app, where) : undefined
  if (address) return { ...address, label: address.name, others: [], zone: await zoneAt(app, address.point) }
  const [first, ...others] = townsOf(app, where)
  if (!first) return undefined
  const { name, lng, lat, time_zone: zone } = first
  return { point: { lng, lat }, name, label: townName(first), others: others.slice(0, 5), zone }
}

/** Farther from every town that is known than this, nothing is known of the clocks there. Kilometres. */
const LONELY = 200

/** The zone of the nearest town; far from all, the movement's. */
async function zoneAt({ database, movement }: App, point: Point): Promise<string> {
  const [near] = await nearestPlaces(database.read, point, 1)
  return near && near.distance_km <= LONELY ? near.time_zone : movement.current.timeZone
}

/** A number besides a postal code, or several parts: a town's name alone tells no service anything. */
const isAddress = (where: string) => /\d|,/.test(where.replace(POSTAL_CODE, ''))

function townsOf(app: App, where: string): Town[] {
  const { gazetteer } = prepared(app)
  const code = POSTAL_CODE.exec(where)?.[0]
  const { country } = app.movement.current
  if (code) return gazetteer.withPostalCode(country, code)
  const found = findTown(app, where)
  if ('town' in found) return [found.town]
  const named = gazetteer.named(country, where)
  return named.length > 0 ? named : gazetteer.search(country, where.split(',').at(-1)!, 6)
}
