import { distanceKm } from '#platform/geo/points'
import { assignCheapest, type Choice } from '#platform/pairing/assigning'
import { indexOf, type Near } from '#platform/pairing/nearness'

type Site = { lng: number; lat: number; town: string; station: string | null }

/** Somebody for whom one is looked for; `never`: the numbers of those who are not asked for her (again). */
export type Asker = Site & { made: 'home' | 'abroad'; never?: ReadonlySet<number> | undefined }

/** Somebody who goes up to `km` from her town; `home`, `abroad`: whether she may take one that is made there. */
export type Holder = Site & { km: number; home: boolean; abroad: boolean }

/** Same polling station, same town, or further. */
type Tier = 0 | 1 | 2

/** Who goes for whom, by their numbers in the lists. */
export type Pair = { asker: number; holder: number; tier: Tier; km: number }

/** What a tier weighs, in metres: more than anybody goes. */
const TIER = 1_000_000
/** Candidates of each tier that are looked at for one asker; and askers whom a holder sees at least. */
const EACH = 30
const SEEN = 12
/** Holders left over at whom whoever found nobody looks then. */
const LEFT = 64

/** How far one would go for the other, and how near she is; undefined: she may not, or would not. */
export function pairing(asker: Asker, holder: Holder): Pick<Pair, 'tier' | 'km'> | undefined {
  if (!holder[asker.made]) return undefined
  const same = asker.town === holder.town
  const km = same ? 0 : distanceKm(asker, holder)
  if (km > holder.km) return undefined
  return { tier: same ? (asker.station !== null && asker.station === holder.station ? 0 : 1) : 2, km }
}

/** What a pair costs, in whole metres: its tier first. */
export const costOf = ({ tier, km }: Pick<Pair, 'tier' | 'km'>): number => tier * TIER + Math.round(km * 1000)

/**
 * Who goes for whom: each asker and each holder once, as many pairs as can be; among those, as many as can be of one station, then of one town, then as
 * few kilometres as can be. Exact among candidates: the nearest of each asker and of each holder, by which memory grows with people and not with
 * pairs. The same lists give the same pairs.
 */
export function matchAll(askers: readonly Asker[], holders: readonly Holder[]): Pair[] {
  const all = candidatesOf(askers, holders)
  const found = assignCheapest(all, holders.length, (free, lost) => leftFor(askers, holders, { free, lost }))
  return found.flatMap((holder, asker) => {
    const pair = holder >= 0 ? pairing(askers[asker]!, holders[holder]!) : undefined
    return pair ? [{ asker, holder, ...pair }] : []
  })
}

/** Whom each asker may be given. */
function candidatesOf(askers: readonly Asker[], holders: readonly Holder[]): Choice[][] {
  const [fromAskers, fromHolders] = [indexOf(holders, (one) => one.km), indexOf(askers, () => Infinity)]
  const edges = askers.map(() => new Map<number, number>())
  const connect = (asker: number, holder: number): boolean => {
    const pair = askers[asker]!.never?.has(holder) ? undefined : pairing(askers[asker]!, holders[holder]!)
    if (pair) edges[asker]!.set(holder, costOf(pair))
    return pair !== undefined
  }
  const seen = new Uint32Array(holders.length)
  for (const [n, asker] of askers.entries())
    for (const holder of nearTo(asker, n, fromAskers)) if (connect(n, holder)) seen[holder]! += 1
  // Nobody who would go far is left out because each asker has somebody nearer.
  for (const [n, holder] of holders.entries()) {
    if (seen[n]! >= SEEN) continue
    let left = SEEN
    for (const asker of fromHolders.near(holder, { turn: n, within: holder.km, many: SEEN * 4 }))
      if (left > 0 && connect(asker, n)) left -= 1
  }
  return edges.map((own) => Array.from(own, ([to, cost]) => ({ to, cost })))
}

/** Of her station, of her town, and from elsewhere, so many of each. Those who ask from one place begin at different ones. */
function* nearTo(asker: Asker, turn: number, index: Near): Generator<number> {
  const at = { turn, many: EACH }
  if (asker.station !== null) yield* index.ofStation(asker.town, asker.station, at)
  yield* index.ofTown(asker.town, at)
  yield* index.near(asker, { ...at, within: Infinity, but: asker.town })
}

/** Of the holders left over, those whom whoever found nobody may be given. */
function leftFor(askers: readonly Asker[], holders: readonly Holder[], { free, lost }: { free: number[]; lost: number[] }) {
  const left = free.map((n) => holders[n]!)
  const index = indexOf(left, (one) => one.km)
  return lost.map((n) => {
    const asker = askers[n]!
    const choices: Choice[] = []
    for (const at of index.near(asker, { turn: n, within: Infinity, many: LEFT })) {
      const pair = asker.never?.has(free[at]!) ? undefined : pairing(asker, left[at]!)
      if (pair) choices.push({ to: free[at]!, cost: costOf(pair) })
    }
    return choices
  })
}
