import type { App } from '#platform/app'
import { normalise } from '#platform/text/normalise'
import type { Gazetteer, Town } from './gazetteer.ts'
import { prepared } from './prepare.ts'
import type { AreaId, PlaceId } from './tables.ts'

/** A territory that somebody may be in charge of: an area, or a town. */
export type Territory = { area_id: AreaId; place_id: null } | { area_id: null; place_id: PlaceId }

/** Why a typed place was not understood: a text to show beside the field. */
type NotFound = { error: 'territories.unknown' | 'territories.unknown-town' | 'territories.several' | 'territories.several-code' }

/**
 * The territory that was typed: a code (`FR-69`, `69`), or the name of a region, department or town. Areas come before towns. Of
 * towns that share a name, the department says which: "Saint-Denis (93)".
 */
export function findTerritory(
  app: App,
  typed: string,
  country = app.movement.current.country,
): { territory: Territory } | NotFound {
  const { areas } = prepared(app)
  const code = typed.trim().toUpperCase()
  const name = normalise(typed)
  // Guadeloupe is a region and a department, of the same people: the department, everywhere.
  const named = areas.filter((one) => normalise(one.name) === name)
  const area =
    areas.find(({ id }) => id === code || id === `${country}-${code}`) ??
    named.find(({ kind }) => kind === 'department') ??
    named[0]
  if (area) return { territory: { area_id: area.id, place_id: null } }
  const found = findTown(app, typed, country)
  if ('error' in found) return found.error === 'territories.unknown-town' ? { error: 'territories.unknown' } : found
  return { territory: { area_id: null, place_id: found.town.id } }
}

/** Longest name that is looked for. */
const LONGEST = 100
/** A postal code in a line such as "12 rue des Lilas, 69003 Lyon". */
export const POSTAL_CODE = /\b\d{5}\b/

/** The town that was typed: its code, its name, its name and department, or its postal code, with its name where several share that. */
export function findTown(app: App, typed: string, country = app.movement.current.country): { town: Town } | NotFound {
  const { gazetteer } = prepared(app)
  if (typed.length > LONGEST) return { error: 'territories.unknown-town' }
  const coded = gazetteer.identified(typed.trim().toUpperCase())
  const town = coded ?? gazetteer.understand({ country, town: typed }).place
  return town ? { town } : { error: whyNone(gazetteer, typed, country) }
}

function whyNone(gazetteer: Gazetteer, typed: string, country: AreaId): NotFound['error'] {
  const postal = POSTAL_CODE.exec(typed)?.[0]
  if (postal && gazetteer.withPostalCode(country, postal).length > 1) return 'territories.several-code'
  return gazetteer.named(country, typed).length > 0 ? 'territories.several' : 'territories.unknown-town'
}

/** What tells a town from others of its name: "Saint-Denis (93)". */
export function townName({ name, department_id }: Pick<Town, 'name' | 'department_id'>): string {
  return department_id ? `${name} (${department_id.slice(department_id.indexOf('-') + 1)})` : name
}
