import { normalise } from '#platform/text/normalise'
import type { Alias, Aliases } from './aliases.ts'
import type { Places } from './places.ts'
import { createSearch, push } from './search.ts'
import type { AreaId, PlaceId } from './tables.ts'

/** Positions of places, most peopled first wherever there are several. */
export type CountryIndex = {
  positions: Uint32Array
  knowsCodes: boolean
  /** Places of a postal code; of a code that is none, of the enterprises that have it. */
  withCode(code: string): number[]
  /** Whether the code is one of La Poste for places, and not for enterprises. */
  isOrdinary(code: string): boolean
  /** Of a name as `normalise` writes it. `on` (YYYY-MM-DD): then the name meant also places that were a part of another. */
  named(name: string, on?: string | null): number[]
  /** Of an id that a place had. */
  identified(id: PlaceId, on?: string | null): number[]
  /** What a place was called besides its name, as `normalise` writes it. */
  namesOf(id: PlaceId): string[]
  /** The one postal code of a name that is a district's: «paris 11». */
  codeOf(name: string): string | undefined
  search(text: string, limit: number): number[]
}

/** So many times as peopled as those that had its name once is the town that everybody means. */
const OUTSHINES = 10

export function createCountryIndex({ places, aliases }: { places: Places; aliases: Aliases }, country: AreaId): CountryIndex {
  const [from, to] = places.ofCountry(country)
  const towns = Array.from({ length: to - from }, (_, i) => ({ position: from + i, ...places.at(from + i) }))
  // What follows speaks of a town by its rank: a lower one is a more peopled one.
  towns.sort((a, b) => b.population - a.population || a.position - b.position)
  const positions = Uint32Array.from(towns, ({ position }) => position)
  const names = towns.map(({ name }) => normalise(name))
  const ranks = new Map<PlaceId, number>(towns.map(({ id }, rank) => [id, rank]))
  const known = knownBy(aliases.ofCountry(country), ranks)
  const codes = new Map<string, number[]>()
  towns.forEach(({ postalCodes }, rank) => postalCodes.forEach((code) => push(codes, compact(code), rank)))
  const own = Map.groupBy(names.keys(), (rank) => names[rank]!)
  const peopled = Uint32Array.from(towns, ({ population }) => population)
  const at = (rank: number) => positions[rank]!

  const bearers = (name: string, on?: string | null) => {
    const mine = own.get(name) ?? []
    const others = current(known.names.get(name), on).filter((rank) => !mine.includes(rank))
    const outshone = mine.length === 1 && peopled[mine[0]!]! >= OUTSHINES * Math.max(0, ...others.map((rank) => peopled[rank]!))
    return outshone ? mine : [...mine, ...others].toSorted((a, b) => a - b)
  }
  const search = lazily(() => searchOf(names, known.names))
  return {
    positions,
    knowsCodes: codes.size > 0,
    withCode: (code) => (codes.get(compact(code)) ?? rankOf(known.codes, compact(code))).map(at),
    isOrdinary: (code) => codes.has(compact(code)),
    named: (name, on) => bearers(name, on).map(at),
    identified: (id, on) => current(known.ids.get(id), on).map(at),
    namesOf: (id) => known.of.get(id) ?? [],
    codeOf: (name) => known.districts.get(name),
    search: (text, limit) => search()(text, limit).map(at),
  }
}

/** A rank, and when it is meant. */
type Meant = { rank: number; span: Alias['span'] }

/** Those that are meant on a day; without one, at any time. */
function current(meant: Meant[] | undefined, on: string | null | undefined): number[] {
  const now = (meant ?? []).filter(({ span }) => !span || (on && span.from <= on && on <= span.until))
  return [...new Set(now.map(({ rank }) => rank))].sort((a, b) => a - b)
}

/** By what ranks are known besides their own names and codes. */
function knownBy(aliases: Alias[], ranks: Map<PlaceId, number>) {
  const names = new Map<string, Meant[]>()
  const ids = new Map<PlaceId, Meant[]>()
  const codes = new Map<string, number>()
  const of = new Map<PlaceId, string[]>()
  const districts = new Map<string, string>()
  for (const alias of aliases) {
    const rank = ranks.get(alias.place_id)!
    const meant = { rank, span: alias.span }
    for (const name of alias.names.map(normalise)) {
      push(names, name, meant)
      if (!alias.span) push(of, alias.place_id, name)
      if (alias.postalCodes[0] && alias.names.length === 1 && /\d$/.test(name)) districts.set(name, alias.postalCodes[0])
    }
    for (const id of alias.ids) push(ids, id, meant)
    for (const code of alias.postalCodes) codes.set(code, rank)
  }
  return { names, ids, codes, of, districts }
}

function rankOf(codes: Map<string, number>, code: string): number[] {
  const rank = codes.get(code)
  return rank === undefined ? [] : [rank]
}

/** Searches names and what they were once; a town is found once, by its best name. */
function searchOf(names: string[], known: Map<string, Meant[]>): (text: string, limit: number) => number[] {
  const find = createSearch(names)
  return (text, limit) => {
    const exact = current(known.get(text), null)
    const found = find(text, limit)
    const own = found.filter((rank) => names[rank] === text)
    return [...new Set([...own, ...exact, ...found])].slice(0, limit)
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** A code as it is compared. */
const compact = (code: string) => code.replace(/[\s-]/g, '').toUpperCase()
