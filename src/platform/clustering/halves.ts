/** Most members that can be cut in two exactly: 32,768 ways. */
const MOST = 16

type Bounds = { min: number; max: number }

export type HalvesProblem = {
  /** What it costs each member to come to each point: `costs[member][point]`. At most 16 members. */
  costs: number[][]
  /** Members in a half. */
  bounds: Bounds
  /** Members who stay on the same side. */
  together: number[][]
  /** Each half has one of these; none: no such condition. */
  leaders: number[]
  /** What it costs that two are not on the same side. */
  wishes: { a: number; b: number; cost: number }[]
  /** What it costs for each member by whom one half is larger than the other. */
  uneven: number
}

/** One way to cut. `sides`: the members of each half, that of member 0 first; `points`: where each half would meet. */
export type Halves = { sides: [number[], number[]]; points: [number, number]; cost: number }

/**
 * The cheapest ways to cut up to 16 members in two, the best first. All are looked at, so the first is the optimum. Each next one differs from every
 * better one by `apart` members at least: what moves a single member is no other idea. Fewer than `count` when no more fit the conditions.
 * Exhaustive 2-median with size bounds and must-link constraints, in the order of a Gray code, so that a step moves one unit.
 */
export function bestHalves(problem: HalvesProblem, { count, apart }: { count: number; apart: number }): Halves[] {
  if (problem.costs.length > MOST) throw new RangeError(`More than ${MOST} members cannot be cut exactly`)
  const units = unitsOf(problem)
  const chosen: { mask: number; halves: Halves }[] = []
  for (let n = 0; n < count; n++) {
    const best = search(problem, units, (mask) => chosen.every((one) => distance(mask, one.mask, problem.costs.length) >= apart))
    if (best === undefined) break
    chosen.push({ mask: best, halves: halvesOf(problem, best) })
  }
  return chosen.map(({ halves }) => halves)
}

/** Members who go together, as bit masks; that of member 0 first. */
function unitsOf({ costs, together }: HalvesProblem): number[] {
  const unit = costs.map((_, member) => member)
  for (const [first, ...others] of together) {
    for (const other of others) join(unit, unit[other]!, unit[first!]!)
  }
  const masks = new Map<number, number>()
  for (const [member, of] of unit.entries()) masks.set(of, (masks.get(of) ?? 0) | (1 << member))
  return [...masks.values()]
}

function join(unit: number[], from: number, to: number): void {
  for (const member of unit.keys()) if (unit[member] === from) unit[member] = to
}

/** The mask of the second half of the cheapest cut that is allowed and of interest; undefined: there is none. */
function search(problem: HalvesProblem, units: number[], wanted: (mask: number) => boolean): number | undefined {
  const { costs, bounds, leaders, uneven } = problem
  const n = costs.length
  const lead = maskOf(leaders)
  const sums = new Sums(problem)
  let best: number | undefined
  let cheapest = Infinity
  let mask = 0
  // The first unit stays where it is: the other way round it would be the same cut.
  for (let step = 1; step < 2 ** (units.length - 1); step++) {
    const unit = units[1 + trailingZeros(step)]!
    mask ^= unit
    sums.move(unit, (mask & unit) !== 0)
    const size = bits(mask)
    if (size < bounds.min || size > bounds.max || n - size < bounds.min || n - size > bounds.max) continue
    if (lead !== 0 && ((mask & lead) === 0 || (mask & lead) === lead)) continue
    const cost = sums.cost() + wishCost(problem, mask) + uneven * Math.abs(n - 2 * size)
    if (cost < cheapest - 1e-9 && wanted(mask)) [best, cheapest] = [mask, cost]
  }
  return best
}

/** What coming to each point costs each half, kept as members change sides. */
class Sums {
  readonly #costs: number[][]
  readonly #first: Float64Array
  readonly #second: Float64Array

  constructor({ costs }: HalvesProblem) {
    this.#costs = costs
    const points = costs[0]?.length ?? 0
    this.#first = Float64Array.from({ length: points }, (_, point) => costs.reduce((sum, row) => sum + row[point]!, 0))
    this.#second = new Float64Array(points)
  }

  move(unit: number, toSecond: boolean): void {
    const sign = toSecond ? 1 : -1
    for (let member = 0; unit >> member !== 0; member++) {
      if (((unit >> member) & 1) === 0) continue
      const row = this.#costs[member]!
      for (let point = 0; point < row.length; point++) {
        this.#second[point]! += sign * row[point]!
        this.#first[point]! -= sign * row[point]!
      }
    }
  }

  cost(): number {
    let [first, second] = [Infinity, Infinity]
    for (let point = 0; point < this.#first.length; point++) {
      if (this.#first[point]! < first) first = this.#first[point]!
      if (this.#second[point]! < second) second = this.#second[point]!
    }
    return first + second
  }
}

function halvesOf(problem: HalvesProblem, mask: number): Halves {
  const members = [...problem.costs.keys()]
  const sides: [number[], number[]] = [members.filter((one) => !((mask >> one) & 1)), members.filter((one) => (mask >> one) & 1)]
  const [first, second] = [bestPoint(problem.costs, sides[0]), bestPoint(problem.costs, sides[1])]
  const size = sides[1].length
  const cost = first.cost + second.cost + wishCost(problem, mask) + problem.uneven * Math.abs(members.length - 2 * size)
  return { sides, points: [first.point, second.point], cost }
}

type Meeting = { point: number; cost: number }

/** The point to which all of these come at the least cost together. */
function bestPoint(costs: number[][], members: number[]): Meeting {
  const points = [...(costs[0] ?? []).keys()]
  const sums = points.map((point) => ({ point, cost: members.reduce((sum, member) => sum + costs[member]![point]!, 0) }))
  return sums.reduce((best, one) => (one.cost < best.cost - 1e-9 ? one : best))
}

function wishCost({ wishes }: HalvesProblem, mask: number): number {
  let cost = 0
  for (const wish of wishes) if (((mask >> wish.a) & 1) !== ((mask >> wish.b) & 1)) cost += wish.cost
  return cost
}

/** How many members two cuts put otherwise; which half is called the first does not matter. */
function distance(a: number, b: number, members: number): number {
  const different = bits(a ^ b)
  return Math.min(different, members - different)
}

const maskOf = (members: number[]) => members.reduce((mask, member) => mask | (1 << member), 0)
const trailingZeros = (n: number) => 31 - Math.clz32(n & -n)

function bits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}
