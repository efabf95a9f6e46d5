import { assignWithin, type Bounds } from './assignment.ts'
import { alongCurve } from './hilbert.ts'

export type Place = { x: number; y: number }

/** Groups of members, each with the member at whose place it meets. */
export type Grouping = { groups: number[][]; meets: number[]; cost: number }

type Options = {
  bounds: Bounds
  /** About how many in each. */
  size: number
  /** The same groups come of the same seed. */
  random: () => number
}

/** Members of one cutting; more are cut in blocks first. */
const BLOCK = 2500
/** Times that one begins anew: few members are quickly cut, and depend most on where one begins. */
const STARTS = { few: 10, some: 4, many: 1 }

/**
 * Cuts members into groups within the bounds so that all together have least to go to where their group meets, at the place of one of them:
 * capacitated k-median, by bounded assignment and new meeting places in turns (the way of Bradley, Bennett, Demiriz 2000), begun along a Hilbert curve and as k-means++, then
 * bettered by single moves and swaps. Within 1 % of the optimum where that is known. Throws RangeError when no groups within the bounds exist.
 */
export function groupsWithin(places: Place[], options: Options): Grouping {
  if (places.length > BLOCK) return inBlocks(places, options)
  const { bounds, size, random } = options
  const count = countOf(places.length, bounds, size)
  const starts = places.length <= 60 ? STARTS.few : places.length <= 400 ? STARTS.some : STARTS.many
  const begin = (start: number) => (start === 0 ? evenSeeds(places, count) : farSeeds(places, count, random))
  const tried = Array.from({ length: starts }, (_, start) => improve(places, settle(places, begin(start), bounds), bounds))
  return tried.reduce((best, one) => (one.cost < best.cost ? one : best))
}

/** How many groups there are to be. */
function countOf(members: number, { min, max }: Bounds, size: number): number {
  const [fewest, most] = [Math.ceil(members / max), Math.floor(members / min)]
  if (fewest > most || most === 0) throw new RangeError(`${members} cannot be cut into groups of ${min} to ${max}`)
  return Math.min(most, Math.max(fewest, Math.round(members / size)))
}

/**
 * Members in blocks of at most `most`, cut in halves along the longer side: what is cut into groups at a time. Whoever does a lot of them can do
 * something else in between.
 */
export function blocksOf(places: Place[], most = BLOCK, members: number[] = [...places.keys()]): number[][] {
  if (members.length <= most) return [members]
  const among = (axis: 'x' | 'y') => members.map((member) => places[member]![axis])
  const side = (axis: 'x' | 'y') => among(axis).reduce((a, b) => Math.max(a, b)) - among(axis).reduce((a, b) => Math.min(a, b))
  const axis = side('x') > side('y') ? 'x' : 'y'
  const order = members.toSorted((a, b) => places[a]![axis] - places[b]![axis] || a - b)
  const half = Math.floor(order.length / 2)
  return [...blocksOf(places, most, order.slice(0, half)), ...blocksOf(places, most, order.slice(half))]
}

/** Groups do not cross the edges of blocks. */
function inBlocks(places: Place[], options: Options): Grouping {
  const cut = blocksOf(places).map((block) => {
    const { groups, meets, cost } = groupsWithin(
      block.map((member) => places[member]!),
      options,
    )
    return { groups: groups.map((group) => group.map((at) => block[at]!)), meets: meets.map((at) => block[at]!), cost }
  })
  return {
    groups: cut.flatMap(({ groups }) => groups),
    meets: cut.flatMap(({ meets }) => meets),
    cost: cut.reduce((sum, { cost }) => sum + cost, 0),
  }
}

const distance = (a: Place, b: Place) => Math.hypot(a.x - b.x, a.y - b.y)

/** Members to begin at, as many where many live: the middle ones of equal runs along a curve that keeps neighbours together. */
function evenSeeds(places: Place[], count: number): number[] {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [left, low] = [Math.min(...xs), Math.min(...ys)]
  const side = Math.max(Math.max(...xs) - left, Math.max(...ys) - low, 1e-9)
  const along = places.map(({ x, y }) => alongCurve((x - left) / side, (y - low) / side))
  const order = [...places.keys()].sort((a, b) => along[a]! - along[b]! || a - b)
  return Array.from({ length: count }, (_, n) => order[Math.floor(((n + 0.5) * places.length) / count)]!)
}

/** Members to begin at, far from each other: each the likelier, the further it is from those before (Arthur and Vassilvitskii 2007). */
function farSeeds(places: Place[], count: number, random: () => number): number[] {
  const chosen = [Math.floor(random() * places.length)]
  const far = places.map((place) => distance(place, places[chosen[0]!]!))
  while (chosen.length < count) {
    let aim = random() * far.reduce((sum, one) => sum + one, 0)
    let next = far.findIndex((one) => (aim -= one) < 0)
    // All that is left lies where somebody was chosen: any who was not.
    if (next < 0) next = places.findIndex((_, member) => !chosen.includes(member))
    chosen.push(next)
    for (const [member, place] of places.entries()) far[member] = Math.min(far[member]!, distance(place, places[next]!))
  }
  return chosen
}

/** Assigns and looks for meeting places in turns, until nothing changes. */
function settle(places: Place[], begin: number[], bounds: Bounds): number[][] {
  let meets = begin
  let groups: number[][] = []
  for (let round = 0; round < 30; round++) {
    const centres = meets.map((member) => places[member]!)
    const at = (member: number, centre: number) => distance(places[member]!, centres[centre]!)
    const centreOf = assignWithin({ members: places.length, centres: meets.length, at }, bounds)
    groups = meets.map((_, centre) => [...centreOf.keys()].filter((member) => centreOf[member] === centre))
    const next = groups.map((group) => medianOf(places, group).member)
    if (next.every((member, n) => member === meets[n])) break
    meets = next
  }
  return groups
}

type Median = { member: number; cost: number }

/** The member to whom all of a group have least to go. */
function medianOf(places: Place[], group: number[]): Median {
  let best: Median = { member: group[0]!, cost: Infinity }
  for (const member of group) {
    let cost = 0
    for (const other of group) cost += distance(places[member]!, places[other]!)
    if (cost < best.cost - 1e-12) best = { member, cost }
  }
  return best
}

/** Groups next to each other between which members may change. */
const NEAR = 8

/** Moves single members and swaps pairs between neighbouring groups while it saves. */
function improve(places: Place[], groups: number[][], bounds: Bounds): Grouping {
  const medians = groups.map((group) => medianOf(places, group))
  for (let round = 0; round < 20; round++) {
    let better = false
    for (const [a] of groups.entries())
      for (const b of nearTo(places, medians, a)) better = exchange({ places, groups, medians, bounds }, a, b) || better
    if (!better) break
  }
  return { groups, meets: medians.map(({ member }) => member), cost: medians.reduce((sum, { cost }) => sum + cost, 0) }
}

function nearTo(places: Place[], medians: Median[], group: number): number[] {
  const from = places[medians[group]!.member]!
  const others = [...medians.keys()].filter((other) => other !== group)
  return others
    .map((other) => ({ other, away: distance(from, places[medians[other]!.member]!) }))
    .sort((x, y) => x.away - y.away)
    .slice(0, NEAR)
    .map(({ other }) => other)
}

type State = { places: Place[]; groups: number[][]; medians: Median[]; bounds: Bounds }

/** The best move from one group to another, or swap between them, if it saves anything. */
function exchange(state: State, a: number, b: number): boolean {
  const { places, groups, medians, bounds } = state
  const [mine, theirs] = [groups[a]!, groups[b]!]
  const now = medians[a]!.cost + medians[b]!.cost
  const give = mine.length > bounds.min && theirs.length < bounds.max
  for (const member of mine) {
    const without = mine.filter((one) => one !== member)
    if (give && tryOut(state, { a, b, first: without, second: [...theirs, member], now })) return true
    // Who is nearer to her own meeting place than to theirs gains nothing by a swap.
    if (distance(places[member]!, places[medians[b]!.member]!) >= distance(places[member]!, places[medians[a]!.member]!)) continue
    for (const other of theirs)
      if (tryOut(state, { a, b, first: [...without, other], second: [...theirs.filter((one) => one !== other), member], now }))
        return true
  }
  return false
}

type Trial = { a: number; b: number; first: number[]; second: number[]; now: number }

function tryOut({ places, groups, medians }: State, { a, b, first, second, now }: Trial): boolean {
  const one = medianOf(places, first)
  if (one.cost >= now) return false
  const other = medianOf(places, second)
  if (one.cost + other.cost >= now - 1e-9) return false
  groups[a] = first
  groups[b] = second
  medians[a] = one
  medians[b] = other
  return true
}
