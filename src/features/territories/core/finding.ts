import type { App } from '#platform/app'
import { normalise } from '#platform/text/normalise'
import type { Area } from './files.ts'
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
  const { gazetteer, areas } = prepared(app)
  if (typed.length > LONGEST) return { error: 'territories.unknown-town' }
  const coded = gazetteer.find(typed.trim().toUpperCase())
  if (coded) return { town: coded }
  const postal = POSTAL_CODE.exec(typed)?.[0]
  if (postal) return townOfCode(gazetteer, { postal, typed, country })
  const named = gazetteer.named(country, typed)
  const towns = named.length > 0 ? named : townsWithin(gazetteer, areas, { typed, country })
  if (towns.length > 1) return { error: 'territories.several' }
  return towns[0] ? { town: towns[0] } : { error: 'territories.unknown-town' }
}

function townOfCode(
  gazetteer: Gazetteer,
  { postal, typed, country }: { postal: string; typed: string; country: AreaId },
): { town: Town } | NotFound {
  const towns = gazetteer.withPostalCode(country, postal)
  if (towns.length < 2) return towns[0] ? { town: towns[0] } : { error: 'territories.unknown-town' }
  const name = typed.replace(postal, '').replace(/^[\s,]+|[\s,]+$/g, '')
  const named = new Set(name ? gazetteer.named(country, name).map(({ id }) => id) : [])
  const town = towns.find(({ id }) => named.has(id))
  return town ? { town } : { error: 'territories.several-code' }
}

/** Towns of a name that ends with its department: "Saint-Denis (93)", "Saint-Denis, Seine-Saint-Denis". */
function townsWithin(gazetteer: Gazetteer, areas: Area[], { typed, country }: { typed: string; country: AreaId }): Town[] {
  const at = Math.max(typed.lastIndexOf('('), typed.lastIndexOf(','))
  if (at < 0) return []
  const within = normalise(typed.slice(at))
  const department = areas.find(
    ({ id, kind, name }) => kind === 'department' && (normalise(name) === within || id === `${country}-${within.toUpperCase()}`),
  )
  return gazetteer.named(country, typed.slice(0, at)).filter(({ department_id }) => department_id === department?.id)
}

/** What tells a town from others of its name: "Saint-Denis (93)". */
export function townName({ name, department_id }: Pick<Town, 'name' | 'department_id'>): string {
  return department_id ? `${name} (${department_id.slice(department_id.indexOf('-') + 1)})` : name
}
