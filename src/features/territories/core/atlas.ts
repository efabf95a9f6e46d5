import { normalise } from '#platform/text/normalise'
import type { Aliases } from './aliases.ts'
import { type CountryIndex, createCountryIndex } from './country.ts'
import type { Area } from './files.ts'
import { foreignIndex } from './foreign.ts'
import type { Place, Places } from './places.ts'
import type { AreaId, PlaceId } from './tables.ts'

export type Town = Omit<Place, 'exact'>

/** What is looked up, each alone; what it means together is decided by `understand`. */
export type Atlas = {
  find(id: PlaceId): Town | undefined
  /** The town of an id, of today or one that it had. */
  identified(id: PlaceId): Town | undefined
  /** Every town of a postal code, or the one of a code of enterprises (CEDEX), most peopled first; empty when the code is unknown. */
  withPostalCode(country: AreaId, postalCode: string): Town[]
  inCountry(country: AreaId): Town[]
  /** Those whose towns are known. */
  countries: AreaId[]
  /** Whether postal codes of the country are known at all. */
  knowsPostalCodes(country: AreaId): boolean
  /**
   * The towns of exactly that name, today or once, however it is accented and hyphenated, most peopled first. An old name does not count beside a town
   * that bears it today and is ten times as peopled.
   */
  named(country: AreaId, name: string): Town[]
  /** The town that a name alone means: the only one, or one ten times as peopled as the next of that name. */
  meant(country: AreaId, name: string): Town | undefined
  /** Towns whose name, or a word of it, begins with `text`; with a typo, those that resemble it most. Best first. */
  search(country: AreaId, text: string, limit: number): Town[]
  index(country: AreaId): CountryIndex
  town(position: number): Town
  /** All names of a town, as they are compared. */
  namesOf(town: Town): string[]
  /** Towns of other countries that strangers know by that name, most peopled first. */
  abroad(country: AreaId, name: string): Town[]
  departments: Area[]
}

/** So many times as peopled as the next of its name is the town that everybody means. */
export const CLEARLY = 10

export type AtlasFiles = { places: Places; aliases: Aliases; areas: Area[] }

/** The index of a country is made when it is first asked for: most movements live in one. */
export function atlasOf({ places, aliases, areas }: AtlasFiles): Atlas {
  const indexes = new Map<AreaId, CountryIndex>()
  const index = (country: AreaId) => {
    const found = indexes.get(country) ?? createCountryIndex({ places, aliases }, country)
    indexes.set(country, found)
    return found
  }
  const town = (position: number): Town => places.at(position)
  const named = (country: AreaId, name: string) => index(country).named(normalise(name)).map(town)
  const foreign = foreignIndex({ places, aliases }, areas)

  return {
    index,
    town,
    find: (id) => places.find(id),
    identified: (id) => places.find(id) ?? index(id.slice(0, 2)).identified(id).map(town)[0],
    withPostalCode: (country, code) => index(country).withCode(code).map(town),
    namesOf: ({ id, country, name }) => [normalise(name), ...index(country).namesOf(id)],
    inCountry: (country) => Array.from(index(country).positions, town),
    countries: areas.filter(({ kind }) => kind === 'country').map(({ id }) => id),
    knowsPostalCodes: (country) => index(country).knowsCodes,
    named,
    meant: (country, name) => clearest(named(country, name)),
    search: (country, text, limit) => index(country).search(normalise(text), limit).map(town),
    abroad: (country, name) =>
      foreign(normalise(name))
        .map(town)
        .filter((one) => one.country !== country),
    departments: areas.filter(({ kind }) => kind === 'department'),
  }
}

/** Of towns of a name, most peopled first, the one that everybody means. */
export function clearest([first, second]: Town[]): Town | undefined {
  if (!first || !second) return first
  return first.population > 0 && first.population >= CLEARLY * second.population ? first : undefined
}
