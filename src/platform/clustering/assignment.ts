export type Bounds = { min: number; max: number }

/** What it costs each member to go to each centre: `at(member, centre)`, in any unit. */
export type Costs = { members: number; centres: number; at(member: number, centre: number): number }

/** Centres to which a member of a centre may move directly; further away she goes by way of others. */
const NEIGHBOURS = 12

/**
 * Sends each member to a centre so that all together pay least and each centre has from `min` to `max` members: a transportation problem with bounds.
 * Everybody starts at her cheapest centre; then centres that have too many give to those that have room, and those that have too few take, each
 * time along the cheapest chain of moves (successive shortest paths in the graph of exchanges; Bradley, Bennett, Demiriz 2000). Exact up to 13
 * centres; above that chains go from neighbour to neighbour. Throws RangeError when the bounds cannot hold.
 */
export function assignWithin(costs: Costs, { min, max }: Bounds): number[] {
  const { members, centres } = costs
  if (members < centres * min || members > centres * max) throw new RangeError('These bounds cannot hold so many')
  const exchange = new Exchange(costs)
  for (const over of exchange.centresWith((size) => size > max))
    while (exchange.size(over) > max) exchange.move([over], (size) => size < max, 'from')
  for (const under of exchange.centresWith((size) => size < min))
    while (exchange.size(under) < min) exchange.move([under], (size) => size > min, 'to')
  return exchange.centreOf
}

/** Who is where, and what the cheapest move from each centre to each of its neighbours costs. */
class Exchange {
  readonly centreOf: number[]
  readonly #costs: Costs
  readonly #members: Set<number>[]
  readonly #neighbours: number[][]
  /** The cheapest move from a centre to the nth of its neighbours, and who would make it. */
  readonly #moves: { cost: number; member: number }[][]

  constructor(costs: Costs) {
    this.#costs = costs
    this.centreOf = []
    this.#members = Array.from({ length: costs.centres }, () => new Set<number>())
    for (let member = 0; member < costs.members; member++) {
      const centre = cheapest(costs, member, this.#members)
      this.centreOf.push(centre)
      this.#members[centre]!.add(member)
    }
    this.#neighbours = neighboursOf(costs)
    this.#moves = Array.from({ length: costs.centres }, () => [])
    for (let centre = 0; centre < costs.centres; centre++) this.#look(centre)
  }

  size(centre: number): number {
    return this.#members[centre]!.size
  }

  centresWith(test: (size: number) => boolean): number[] {
    return [...this.#members.keys()].filter((centre) => test(this.size(centre)))
  }

  /** Moves one member along each link of the cheapest chain that starts (`from`) or ends (`to`) at one of these centres. */
  move(at: number[], wanted: (size: number) => boolean, way: 'from' | 'to'): void {
    const chain =
      way === 'from' ? this.#chain(at, wanted) : this.#chain(this.centresWith(wanted), (_size, centre) => at.includes(centre))
    // A circle that saves, which neighbours who are not everybody's leave room for: it is gone round first, and changes no size.
    // From the end, so that nobody moves twice.
    for (let link = chain.length - 1; link > 0; link--) this.#step(chain[link - 1]!, chain[link]!)
    for (const centre of chain) this.#look(centre)
  }

  #step(from: number, to: number): void {
    const { member } = this.#moves[from]![this.#neighbours[from]!.indexOf(to)]!
    this.#members[from]!.delete(member)
    this.#members[to]!.add(member)
    this.centreOf[member] = to
  }

  /** The cheapest chain of centres from one of `from` to one that is wanted (Bellman and Ford); or a circle that saves, if it meets one. */
  #chain(from: number[], wanted: (size: number, centre: number) => boolean): number[] {
    const cost = new Float64Array(this.#costs.centres).fill(Infinity)
    const before = new Int32Array(this.#costs.centres).fill(-1)
    for (const centre of from) cost[centre] = 0
    let changed = from
    for (let round = 0; changed.length > 0 && round < this.#costs.centres; round++) changed = this.#relax(changed, cost, before)
    const starts = new Set(from)
    const ends = [...cost.keys()].filter(
      (centre) => !starts.has(centre) && wanted(this.size(centre), centre) && cost[centre]! < Infinity,
    )
    if (ends.length === 0) throw new RangeError('No centre has room')
    let at = ends.reduce((best, centre) => (cost[centre]! < cost[best]! ? centre : best))
    const chain = [at]
    // A start may be reached for less than nothing from another, and is then passed through.
    while (before[at] !== -1) {
      at = before[at]!
      const seen = chain.indexOf(at)
      chain.unshift(at)
      if (seen >= 0) return chain.slice(0, seen + 2)
    }
    return chain
  }

  #relax(changed: number[], cost: Float64Array, before: Int32Array): number[] {
    const next = new Set<number>()
    for (const from of changed) {
      for (const [n, to] of this.#neighbours[from]!.entries()) {
        const total = cost[from]! + this.#moves[from]![n]!.cost
        if (total >= cost[to]! - 1e-9) continue
        cost[to] = total
        before[to] = from
        next.add(to)
      }
    }
    return [...next]
  }

  /** Looks anew for the cheapest moves out of a centre. */
  #look(from: number): void {
    this.#moves[from] = this.#neighbours[from]!.map((to) => {
      let best = { cost: Infinity, member: -1 }
      for (const member of this.#members[from]!) {
        const cost = this.#costs.at(member, to) - this.#costs.at(member, from)
        if (cost < best.cost) best = { cost, member }
      }
      return best
    })
  }
}

/** The cheapest centre of a member; of several alike, as where many live in one town, that with fewest so far. */
function cheapest({ centres, at }: Costs, member: number, so: Set<number>[]): number {
  let [best, least] = [0, at(member, 0)]
  for (let centre = 1; centre < centres; centre++) {
    const cost = at(member, centre)
    if (cost > least + 1e-9 || (cost > least - 1e-9 && so[centre]!.size >= so[best]!.size)) continue
    best = centre
    least = Math.min(least, cost)
  }
  return best
}

/** For each centre the others, the nearest first as whoever is nearest to it sees them; with many centres only some, both ways. */
function neighboursOf(costs: Costs): number[][] {
  const { centres, at } = costs
  const all = Array.from({ length: centres }, (_, centre) => centre)
  if (centres <= NEIGHBOURS + 1) return all.map((centre) => all.filter((other) => other !== centre))
  const near = all.map((centre) => {
    const witness = nearestMember(costs, centre)
    const others = all.filter((other) => other !== centre)
    const away = Float64Array.from(all, (other) => at(witness, other))
    return others.sort((a, b) => away[a]! - away[b]! || turn(a, centre, centres) - turn(b, centre, centres)).slice(0, NEIGHBOURS)
  })
  const both = near.map((others) => new Set(others))
  for (const [centre, others] of near.entries()) for (const other of others) both[other]!.add(centre)
  return both.map((others) => [...others])
}

/** Of many centres at one place each has others of them as neighbours: those that follow it. */
const turn = (other: number, centre: number, centres: number) => (other - centre + centres) % centres

function nearestMember({ members, at }: Costs, centre: number): number {
  let best = 0
  for (let member = 1; member < members; member++) if (at(member, centre) < at(best, centre)) best = member
  return best
}
