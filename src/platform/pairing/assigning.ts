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
  const search = new Search([...choices], others)
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
  readonly #choices: (readonly Choice[])[]
  /** By chooser: what whom she was given costs. */
  readonly #paid: Float64Array
  /** Of the search under way: what it costs to come to each, from whom, and which search saw her last. */
  readonly #cost: Float64Array
  readonly #from: Int32Array
  /** What that choice costs by itself. */
  readonly #step: Float64Array
  readonly #seen: Uint32Array
  readonly #done: Uint32Array
  #round = 0

  constructor(choices: (readonly Choice[])[], others: number) {
    this.#choices = choices
    this.#paid = new Float64Array(choices.length)
    this.given = choices.map(() => -1)
    this.taker = Array.from({ length: others }, () => -1)
    this.#price = new Float64Array(others)
    this.#cost = new Float64Array(others)
    this.#from = new Int32Array(others)
    this.#step = new Float64Array(others)
    this.#seen = new Uint32Array(others)
    this.#done = new Uint32Array(others)
  }

  widen(chooser: number, own: Choice[]): void {
    const known = new Set(this.#choices[chooser]!.map(({ to }) => to))
    this.#choices[chooser] = [...this.#choices[chooser]!, ...own.filter(({ to }) => !known.has(to))]
  }

  /** Finds the cheapest chain of exchanges after which she has somebody, or somebody else, or she, has nobody. */
  place(chooser: number): void {
    this.#round += 1
    const best = this.#cheapest(chooser)
    // As mostly: nobody has whom she would take first, and there is no chain to look for.
    if (best && this.taker[best.to] === -1 && best.cost - this.#price[best.to]! < NOBODY) return this.#give(chooser, best)
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
      const before = cost - (this.#paid[taker]! - this.#price[other.to]!)
      if (before + NOBODY < end.cost) end = { cost: before + NOBODY, free: -1, loses: taker }
      this.#relax(taker, before, heap)
    }
    for (const other of scanned) if (this.#cost[other]! < end.cost) this.#price[other]! += this.#cost[other]! - end.cost
    this.#exchange(chooser, end)
  }

  /** Whom she would take first at today's prices; of two alike the one of the lower number. */
  #cheapest(chooser: number): Choice | undefined {
    let [best, least]: [Choice | undefined, number] = [undefined, Infinity]
    for (const choice of this.#choices[chooser]!) {
      const total = choice.cost - this.#price[choice.to]!
      if (best && (total > least || (total === least && choice.to > best.to))) continue
      best = choice
      least = total
    }
    return best
  }

  #give(chooser: number, { to, cost }: Choice): void {
    this.given[chooser] = to
    this.taker[to] = chooser
    this.#paid[chooser] = cost
  }

  #relax(chooser: number, before: number, heap: Heap): void {
    for (const { to, cost } of this.#choices[chooser]!) {
      const total = before + cost - this.#price[to]!
      if (this.#seen[to] === this.#round && total >= this.#cost[to]!) continue
      this.#seen[to] = this.#round
      this.#cost[to] = total
      this.#from[to] = chooser
      this.#step[to] = cost
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
      this.#give(taker, { to: other, cost: this.#step[other]! })
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
    // Those above who cost more come down, and she takes the place that they leave.
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#isBefore(to, cost, above)) break
      this.#put(at, this.#to[above]!, this.#cost[above]!)
      at = above
    }
    this.#put(at, to, cost)
  }

  pop(): Choice | undefined {
    if (this.#to.length === 0) return undefined
    const first = { to: this.#to[0]!, cost: this.#cost[0]! }
    const last = { to: this.#to.pop()!, cost: this.#cost.pop()! }
    if (this.#to.length > 0) this.#sink(last)
    return first
  }

  /** Puts her where the first was: those below who cost less go up, and she takes the place that they leave. */
  #sink({ to, cost }: Choice): void {
    let at = 0
    for (let below = 1; below < this.#to.length; below = 2 * at + 1) {
      const right = below + 1
      if (right < this.#to.length && this.#isBefore(this.#to[right]!, this.#cost[right]!, below)) below = right
      if (this.#isBefore(to, cost, below)) break
      this.#put(at, this.#to[below]!, this.#cost[below]!)
      at = below
    }
    this.#put(at, to, cost)
  }

  #isBefore(to: number, cost: number, at: number): boolean {
    const other = this.#cost[at]!
    return cost < other || (cost === other && to < this.#to[at]!)
  }

  #put(at: number, to: number, cost: number): void {
    this.#to[at] = to
    this.#cost[at] = cost
  }
}
