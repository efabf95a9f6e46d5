/** Somebody who may be given, by her number, and what it costs: a whole number, so that sums are exact. */
export type Choice = { to: number; cost: number }

/** What it costs that somebody is given nobody: more than any chain of exchanges can save. */
const NOBODY = 1e12

/**
 * Gives each of those who choose one of `others`, no one twice, so that as many as can be have somebody and all together pay least: shortest augmenting
 * paths with prices (Jonker and Volgenant 1987), on a sparse graph in which everybody may also go to a nobody of her own. `more`: choices for those
 * who found nobody, of those who are left over. Gives by chooser whom, or -1.
 */
export function assignCheapest(
  choices: readonly Choice[][],
  others: number,
  more: (free: number[], lost: number[]) => Choice[][],
): number[] {
  const search = new Search(
    choices.map((own) => [...own]),
    others,
  )
  for (const n of choices.keys()) search.place(n)
  const lost = [...choices.keys()].filter((n) => search.given[n] === -1)
  const free = [...Array(others).keys()].filter((n) => search.taker[n] === -1)
  if (lost.length > 0 && free.length > 0)
    for (const [at, own] of more(free, lost).entries()) {
      search.widen(lost[at]!, own)
      search.place(lost[at]!)
    }
  return search.given
}

class Search {
  readonly given: number[]
  /** By other: who has her, or -1; and her price, which only falls. */
  readonly taker: number[]
  readonly #price: Float64Array
  readonly #choices: Choice[][]
  /** Of the search under way: what it costs to come to each, from whom, and which search saw her last. */
  readonly #cost: Float64Array
  readonly #from: Int32Array
  readonly #seen: Uint32Array
  readonly #done: Uint32Array
  #round = 0

  constructor(choices: Choice[][], others: number) {
    this.#choices = choices
    this.given = choices.map(() => -1)
    this.taker = Array.from({ length: others }, () => -1)
    this.#price = new Float64Array(others)
    this.#cost = new Float64Array(others)
    this.#from = new Int32Array(others)
    this.#seen = new Uint32Array(others)
    this.#done = new Uint32Array(others)
  }

  widen(chooser: number, own: Choice[]): void {
    const known = new Set(this.#choices[chooser]!.map(({ to }) => to))
    this.#choices[chooser]!.push(...own.filter(({ to }) => !known.has(to)))
  }

  /** Finds the cheapest chain of exchanges after which she has somebody, or somebody else, or she, has nobody. */
  place(chooser: number): void {
    this.#round += 1
    const heap = new Heap()
    const scanned: number[] = []
    // The cheapest end so far: at somebody who is free, or with the nobody of whom it is taken from.
    let end = { cost: NOBODY, free: -1, loses: chooser }
    this.#relax(chooser, 0, heap)
    for (let other = heap.pop(); other !== undefined; other = heap.pop()) {
      const cost = this.#cost[other.to]!
      if (cost >= end.cost) break
      if (other.cost > cost || this.#done[other.to] === this.#round) continue
      this.#done[other.to] = this.#round
      const taker = this.taker[other.to]!
      if (taker === -1) {
        end = { cost, free: other.to, loses: -1 }
        break
      }
      scanned.push(other.to)
      const before = cost - (this.#costOf(taker, other.to) - this.#price[other.to]!)
      if (before + NOBODY < end.cost) end = { cost: before + NOBODY, free: -1, loses: taker }
      this.#relax(taker, before, heap)
    }
    for (const other of scanned) if (this.#cost[other]! < end.cost) this.#price[other]! += this.#cost[other]! - end.cost
    this.#exchange(chooser, end)
  }

  #costOf(chooser: number, other: number): number {
    return this.#choices[chooser]!.find(({ to }) => to === other)!.cost
  }

  #relax(chooser: number, before: number, heap: Heap): void {
    for (const { to, cost } of this.#choices[chooser]!) {
      const total = before + cost - this.#price[to]!
      if (this.#seen[to] === this.#round && total >= this.#cost[to]!) continue
      this.#seen[to] = this.#round
      this.#cost[to] = total
      this.#from[to] = chooser
      heap.push(to, total)
    }
  }

  /** Along the chain, from its end: each gets whom the next one had. */
  #exchange(chooser: number, { free, loses }: { free: number; loses: number }): void {
    let other = free
    if (free === -1) {
      if (loses === chooser) return
      other = this.given[loses]!
      this.given[loses] = -1
    }
    for (;;) {
      const taker = this.#from[other]!
      const had = this.given[taker]!
      this.given[taker] = other
      this.taker[other] = taker
      if (taker === chooser) return
      other = had
    }
  }
}

/** A heap of those who are to be looked at, the cheapest first; of two alike the one of the lower number. */
class Heap {
  readonly #cost: number[] = []
  readonly #to: number[] = []

  push(to: number, cost: number): void {
    let at = this.#to.length
    this.#to.push(to)
    this.#cost.push(cost)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#before(at, above)) return
      this.#swap(at, above)
      at = above
    }
  }

  pop(): Choice | undefined {
    if (this.#to.length === 0) return undefined
    const first = { to: this.#to[0]!, cost: this.#cost[0]! }
    const last = { to: this.#to.pop()!, cost: this.#cost.pop()! }
    if (this.#to.length > 0) {
      ;[this.#to[0], this.#cost[0]] = [last.to, last.cost]
      this.#sink()
    }
    return first
  }

  #sink(): void {
    for (let at = 0; ;) {
      let least = at
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < this.#to.length && this.#before(below, least)) least = below
      if (least === at) return
      this.#swap(at, least)
      at = least
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#cost[a]!, this.#cost[b]!]
    return one < other || (one === other && this.#to[a]! < this.#to[b]!)
  }

  #swap(a: number, b: number): void {
    ;[this.#to[a], this.#to[b]] = [this.#to[b]!, this.#to[a]!]
    ;[this.#cost[a], this.#cost[b]] = [this.#cost[b]!, this.#cost[a]!]
  }
}
