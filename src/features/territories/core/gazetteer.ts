import { normalise, trigrams } from '#platform/text/normalise'
import type { Place, Places } from './places.ts'
import type { AreaId, PlaceId } from './tables.ts'

export type Town = Omit<Place, 'exact'>

/** Towns by id, postal code and name, in memory: about 0.2 ms a search, and no query for a form that a crowd fills in. */
export type Gazetteer = {
  find(id: PlaceId): Town | undefined
  /** Every town of a postal code, most peopled first; empty when the code is unknown. */
  withPostalCode(country: AreaId, postalCode: string): Town[]
  inCountry(country: AreaId): Town[]
  /** Whether postal codes of the country are known at all. */
  knowsPostalCodes(country: AreaId): boolean
  /** The towns of exactly that name, however it is accented and hyphenated, most peopled first. */
  named(country: AreaId, name: string): Town[]
  /** The town that a name alone means: the only one, or one ten times as peopled as the next of that name. */
  meant(country: AreaId, name: string): Town | undefined
  /** Towns whose name, or a word of it, begins with `text`; with a typo, those that resemble it most. Best first. */
  search(country: AreaId, text: string, limit: number): Town[]
}

/** So many times as peopled as the next of its name is the town that everybody means. */
const CLEARLY = 10

/** The index of a country is made when it is first asked for: most movements live in one. */
export function createGazetteer(places: Places): Gazetteer {
  const indexes = new Map<AreaId, CountryIndex>()
  const indexOf = (country: AreaId) => {
    const index = indexes.get(country) ?? createCountryIndex(places, country)
    indexes.set(country, index)
    return index
  }
  const townAt = (position: number): Town => places.at(position)
  const named = (country: AreaId, name: string) => indexOf(country).named(normalise(name)).map(townAt)

  return {
    find: (id) => places.find(id),
    withPostalCode: (country, code) => (indexOf(country).codes.get(compact(code)) ?? []).map(townAt),
    inCountry: (country) => Array.from(indexOf(country).positions, townAt),
    knowsPostalCodes: (country) => indexOf(country).codes.size > 0,
    named,
    meant: (country, name) => {
      const [first, second] = named(country, name)
      if (!first || !second) return first
      return first.population > 0 && first.population >= CLEARLY * second.population ? first : undefined
    },
    search: (country, text, limit) => indexOf(country).search(normalise(text), limit).map(townAt),
  }
}

const compact = (code: string) => code.replace(/[\s-]/g, '').toUpperCase()

/** Positions of places, most peopled first. */
type CountryIndex = {
  positions: Uint32Array
  codes: Map<string, number[]>
  named(name: string): number[]
  search(text: string, limit: number): number[]
}

/** Fewer hits than this, and the search looks for names that resemble the text: it may hold a typo. */
const ENOUGH = 5
/** Least share of trigrams in common (Jaccard) to count as a resemblance. */
const RESEMBLANCE = 0.3

function createCountryIndex(places: Places, country: AreaId): CountryIndex {
  const [from, to] = places.ofCountry(country)
  const towns = Array.from({ length: to - from }, (_, i) => ({ position: from + i, ...places.at(from + i) }))
  // What follows speaks of a town by its rank: a lower one is a more peopled one.
  towns.sort((a, b) => b.population - a.population || a.position - b.position)
  const positions = Uint32Array.from(towns, ({ position }) => position)
  const codes = new Map<string, number[]>()
  for (const { postalCodes, position } of towns) for (const code of postalCodes) push(codes, compact(code), position)
  const names = towns.map(({ name }) => normalise(name))
  const ranks = Map.groupBy(names.keys(), (rank) => names[rank]!)
  const starts = wordStarts(names)
  const grams = trigramIndex(names)
  const at = (rank: number) => positions[rank]!

  return {
    positions,
    codes,
    named: (name) => (ranks.get(name) ?? []).map(at),
    search: (text, limit) => {
      if (text === '') return []
      const found = startingWith(starts, text, limit)
      const enough = found.length >= Math.min(ENOUGH, limit)
      const all = enough ? found : [...new Set([...found, ...resembling(grams, text, limit)])]
      return all.slice(0, limit).map(at)
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
