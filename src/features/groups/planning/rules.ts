import { groupsWithin, type Place } from '#platform/clustering/groups'

/** "A size where everyone has a place." */
export const BOUNDS = { min: 3, max: 12 }
/** People whom one plan looks at: a department, not a country by mistake. */
export const MOST_PLANNED = 5_000
/** Acceptances that make a group, one of whom organises. */
export const FOUNDED_BY = 3
/** Days in which nobody is asked again who was asked and did not say yes; and for which a link in an invitation holds. */
export const LEFT_ALONE = 90
export const LINK_HOLDS = 60

const KM_PER_DEGREE = 111.32

type Point = { lng: number; lat: number }

/** Points as places in kilometres on a plane, true near their middle: what a plan covers is small against the earth. */
export function onPlane(points: Point[]): Place[] {
  const middle = points.reduce((sum, { lat }) => sum + lat, 0) / Math.max(points.length, 1)
  const narrow = Math.cos((middle * Math.PI) / 180)
  return points.map(({ lng, lat }) => ({ x: lng * narrow * KM_PER_DEGREE, y: lat * KM_PER_DEGREE }))
}

export type Drawn = { groups: { members: number[]; meets: number }[]; left: number[] }

type Drawing = { size: number; reach: number; random: () => number }

/**
 * Cuts people (places in km) into groups of 3 to 12 of about `size`, of whom nobody has more than `reach` km to where hers meets. Whoever lives
 * farther from all the others is left out: better no invitation than one to the end of the world.
 */
export function draw(places: Place[], drawing: Drawing): Drawn {
  const { groups, left } = cutOnce(places, drawing)
  if (groups.length === 0) return { groups, left }
  // Whoever lives too far from where the others of her group meet may have neighbours of whom it is true too.
  const again = draw(
    left.map((member) => places[member]!),
    drawing,
  )
  const more = again.groups.map(({ members, meets }) => ({ members: members.map((at) => left[at]!), meets: left[meets]! }))
  return { groups: [...groups, ...more], left: again.left.map((at) => left[at]!) }
}

function cutOnce(places: Place[], { size, reach, random }: Drawing): Drawn {
  const near = nearEnough(places, reach)
  if (near.length < BOUNDS.min) return { groups: [], left: [...places.keys()] }
  const cut = groupsWithin(
    near.map((member) => places[member]!),
    { bounds: BOUNDS, size, random },
  )
  const groups = cut.groups.flatMap((group, n) => {
    const meets = near[cut.meets[n]!]!
    const members = group.map((at) => near[at]!).filter((member) => kmBetween(places[member]!, places[meets]!) <= reach)
    return members.length >= BOUNDS.min ? [{ members, meets }] : []
  })
  const placed = new Set(groups.flatMap(({ members }) => members))
  return { groups, left: [...places.keys()].filter((member) => !placed.has(member)) }
}

/** Those who have at least two others within reach. */
function nearEnough(places: Place[], reach: number): number[] {
  const cells = Map.groupBy(places.keys(), (member) => cellOf(places[member]!, reach))
  return [...places.keys()].filter((member) => {
    const around = cellsAround(places[member]!, reach).flatMap((cell) => cells.get(cell) ?? [])
    // Herself among them.
    return around.filter((other) => kmBetween(places[other]!, places[member]!) <= reach).length >= BOUNDS.min
  })
}

const cellOf = ({ x, y }: Place, size: number) => `${Math.floor(x / size)} ${Math.floor(y / size)}`
const cellsAround = ({ x, y }: Place, size: number) =>
  [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => cellOf({ x: x + dx * size, y: y + dy * size }, size)))

export function kmBetween(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** Names of groups by their towns: "Guéret", and where a town has several "Guéret 2". */
export function namesOf(towns: string[]): string[] {
  const seen = new Map<string, number>()
  return towns.map((town) => {
    const n = (seen.get(town) ?? 0) + 1
    seen.set(town, n)
    return n === 1 ? town : `${town} ${n}`
  })
}
