import { trigrams } from '#platform/text/normalise'

/** Fewer hits than this, and the search looks for names that resemble the text: it may hold a typo. */
const ENOUGH = 5
/** Least share of trigrams in common (Jaccard) to count as a resemblance. */
const RESEMBLANCE = 0.3

/** Finds names by their beginnings, or by what they resemble. `names`: as `normalise` writes them; the first are preferred. Gives positions in `names`. */
export function createSearch(names: string[]): (text: string, limit: number) => number[] {
  const starts = wordStarts(names)
  const grams = trigramIndex(names)
  return (text, limit) => {
    if (text === '') return []
    const found = startingWith(starts, text, limit)
    const enough = found.length >= Math.min(ENOUGH, limit)
    const all = enough ? found : [...new Set([...found, ...resembling(grams, text, limit)])]
    return all.slice(0, limit)
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

/** Adds to the values of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
