import type { PlaceRow } from './files.ts'
import { normalise, trigrams } from '#platform/text/normalise'
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
      const found = startingWith(starts, text, limit)
      const enough = found.length >= Math.min(ENOUGH, limit)
      const all = enough ? found : [...new Set([...found, ...resembling(grams, text, limit)])]
      return all.slice(0, limit).map((i) => towns[i]!)
    },
  }
}

/** Every beginning of a word, with what follows it, in order; and whose name it is. `whole`: it begins the name. */
type WordStarts = { suffixes: string[]; towns: Uint32Array; whole: Uint8Array }

function wordStarts(names: string[]): WordStarts {
  const entries: { suffix: string; town: number; whole: number }[] = []
  names.forEach((name, town) => {
    for (let at = 0; at >= 0 && at < name.length; at = name.indexOf(' ', at) + 1 || -1) {
      entries.push({ suffix: name.slice(at), town, whole: at === 0 ? 1 : 0 })
    }
  })
  entries.sort((a, b) => (a.suffix < b.suffix ? -1 : a.suffix > b.suffix ? 1 : 0))
  return {
    suffixes: entries.map(({ suffix }) => suffix),
    towns: Uint32Array.from(entries, ({ town }) => town),
    whole: Uint8Array.from(entries, ({ whole }) => whole),
  }
}

/** The exact name, then names that begin with the text, then those with such a word; within each the most peopled first. */
function startingWith({ suffixes, towns, whole }: WordStarts, text: string, limit: number): number[] {
  const best = new Best(limit)
  for (let i = lowerBound(suffixes, text); i < suffixes.length && suffixes[i]!.startsWith(text); i++) {
    const rank = whole[i] ? (suffixes[i]!.length === text.length ? 0 : 1) : 2
    best.offer(towns[i]!, rank * towns.length + towns[i]!)
  }
  return best.towns
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

/** Which names hold a trigram, how many trigrams each name has, and room to count in. */
type TrigramIndex = { towns: Map<string, number[]>; sizes: Uint8Array; shared: Uint8Array }

function trigramIndex(names: string[]): TrigramIndex {
  const towns = new Map<string, number[]>()
  const sizes = new Uint8Array(names.length)
  names.forEach((name, town) => {
    const grams = trigrams(name)
    sizes[town] = Math.min(255, grams.size)
    for (const gram of grams) push(towns, gram, town)
  })
  return { towns, sizes, shared: new Uint8Array(names.length) }
}

/** The names that have most trigrams in common with the text (Jaccard), best first. */
function resembling({ towns, sizes, shared }: TrigramIndex, text: string, limit: number): number[] {
  const wanted = trigrams(text)
  const touched: number[] = []
  for (const gram of wanted) {
    for (const town of towns.get(gram) ?? []) if (shared[town]!++ === 0) touched.push(town)
  }
  const best = new Best(limit)
  for (const town of touched) {
    const likeness = shared[town]! / (wanted.size + sizes[town]! - shared[town]!)
    shared[town] = 0
    if (likeness >= RESEMBLANCE) best.offer(town, town - likeness * 1e9)
  }
  return best.towns
}

/** The few of many with the lowest score, without sorting the many. A town offered twice keeps its better score. */
class Best {
  readonly #limit: number
  readonly towns: number[] = []
  readonly #scores: number[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(town: number, score: number): void {
    if (this.towns.length === this.#limit && score >= this.#scores.at(-1)!) return
    const before = this.towns.indexOf(town)
    if (before >= 0 && this.#scores[before]! <= score) return
    if (before >= 0) this.#remove(before)
    let at = this.#scores.length
    while (at > 0 && this.#scores[at - 1]! > score) at -= 1
    this.towns.splice(at, 0, town)
    this.#scores.splice(at, 0, score)
    if (this.towns.length > this.#limit) this.#remove(this.#limit)
  }

  #remove(at: number): void {
    this.towns.splice(at, 1)
    this.#scores.splice(at, 1)
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
