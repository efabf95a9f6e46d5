import type { PlaceRow } from './files.ts'
import { normalise, trigrams } from './normalise.ts'
import type { AreaId, PlaceId } from './tables.ts'

export type Town = Pick<
  PlaceRow,
  'id' | 'country' | 'name' | 'population' | 'lng' | 'lat' | 'department_id' | 'time_zone' | 'postalCodes'
>

/** Towns by id, postal code and name, in memory: about 0.2 ms a search, and no query for a form that a crowd fills in. */
export type Gazetteer = {
  find(id: PlaceId): Town | undefined
  /** Every town of a postal code, most peopled first; empty when the code is unknown. */
  withPostalCode(country: AreaId, postalCode: string): Town[]
  inCountry(country: AreaId): Town[]
  /** Whether postal codes of the country are known at all. */
  knowsPostalCodes(country: AreaId): boolean
  /** The most peopled town of exactly that name, however it is accented and hyphenated. */
  named(country: AreaId, name: string): Town | undefined
  /** Towns whose name, or a word of it, begins with `text`; with a typo, those that resemble it most. Best first. */
  search(country: AreaId, text: string, limit: number): Town[]
}

export function createGazetteer(places: PlaceRow[]): Gazetteer {
  const byId = new Map<PlaceId, Town>(places.map((place) => [place.id, place]))
  const byCode = new Map<string, Town[]>()
  for (const place of places) {
    for (const code of place.postalCodes) push(byCode, `${place.country} ${compact(code)}`, place)
  }
  for (const towns of byCode.values()) towns.sort(byPopulation)
  const byCountry = Map.groupBy(places, ({ country }) => country)
  const countriesWithCodes = new Set(places.filter(({ postalCodes }) => postalCodes.length > 0).map(({ country }) => country))
  const indexes = new Map<AreaId, NameIndex>()
  const indexOf = (country: AreaId) => {
    const index = indexes.get(country) ?? createNameIndex(byCountry.get(country) ?? [])
    indexes.set(country, index)
    return index
  }

  return {
    find: (id) => byId.get(id),
    withPostalCode: (country, code) => byCode.get(`${country} ${compact(code)}`) ?? [],
    inCountry: (country) => byCountry.get(country) ?? [],
    knowsPostalCodes: (country) => countriesWithCodes.has(country),
    named: (country, name) => indexOf(country).named(normalise(name)),
    search: (country, text, limit) => indexOf(country).search(normalise(text), limit),
  }
}

const compact = (code: string) => code.replace(/[\s-]/g, '').toUpperCase()
const byPopulation = (a: Town, b: Town) => b.population - a.population

type NameIndex = { named(name: string): Town | undefined; search(text: string, limit: number): Town[] }

/** Fewer hits than this, and the search looks for names that resemble the text: it may hold a typo. */
const ENOUGH = 5
/** Least share of trigrams in common (Jaccard) to count as a resemblance. */
const RESEMBLANCE = 0.3

function createNameIndex(places: Town[]): NameIndex {
  // Positions are by population, so that a lower position is a better town.
  const towns = places.toSorted(byPopulation)
  const names = towns.map(({ name }) => normalise(name))
  const firstNamed = new Map<string, number>()
  names.forEach((name, i) => firstNamed.has(name) || firstNamed.set(name, i))
  const starts = wordStarts(names)
  const grams = trigramIndex(names)

  return {
    named: (name) => towns[firstNamed.get(name) ?? -1],
    search: (text, limit) => {
      if (text === '') return []
      const hits = startingWith(starts, text)
      const found = bestOf(hits, (i) => rank(names[i]!, text), limit)
      const enough = found.length >= Math.min(ENOUGH, limit)
      const all = enough ? found : [...new Set([...found, ...resembling(text, names, grams)])]
      return all.slice(0, limit).map((i) => towns[i]!)
    },
  }
}

/** Exact name, then names that begin so, then words within; within each by population. */
const rank = (name: string, text: string) => (name === text ? 0 : name.startsWith(text) ? 1 : 2)

type WordStarts = { suffixes: string[]; towns: Uint32Array }

function wordStarts(names: string[]): WordStarts {
  const entries: { suffix: string; town: number }[] = []
  names.forEach((name, town) => {
    for (let at = 0; at >= 0 && at < name.length; at = name.indexOf(' ', at) + 1 || -1)
      entries.push({ suffix: name.slice(at), town })
  })
  entries.sort((a, b) => (a.suffix < b.suffix ? -1 : a.suffix > b.suffix ? 1 : 0))
  return { suffixes: entries.map(({ suffix }) => suffix), towns: Uint32Array.from(entries, ({ town }) => town) }
}

function startingWith({ suffixes, towns }: WordStarts, text: string): Set<number> {
  const hits = new Set<number>()
  for (let i = lowerBound(suffixes, text); i < suffixes.length && suffixes[i]!.startsWith(text); i++) hits.add(towns[i]!)
  return hits
}

function lowerBound(sorted: string[], text: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < text) low = middle + 1
    else high = middle
  }
  return low
}

function bestOf(hits: Set<number>, rankOf: (town: number) => number, limit: number): number[] {
  const scored = Array.from(hits, (town) => ({ town, rank: rankOf(town) }))
  return scored
    .sort((a, b) => a.rank - b.rank || a.town - b.town)
    .slice(0, limit)
    .map(({ town }) => town)
}

function trigramIndex(names: string[]): Map<string, number[]> {
  const index = new Map<string, number[]>()
  names.forEach((name, town) => {
    for (const gram of trigrams(name)) push(index, gram, town)
  })
  return index
}

/** Positions of the names that resemble the text most, best first. */
function resembling(text: string, names: string[], index: Map<string, number[]>): number[] {
  const wanted = trigrams(text)
  const shared = new Map<number, number>()
  for (const gram of wanted) for (const town of index.get(gram) ?? []) shared.set(town, (shared.get(town) ?? 0) + 1)
  const alike = Array.from(shared, ([town, common]) => ({ town, score: common / (wanted.size + names[town]!.length - common) }))
  const best = alike.filter(({ score }) => score >= RESEMBLANCE).sort((a, b) => b.score - a.score || a.town - b.town)
  return best.map(({ town }) => town)
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
