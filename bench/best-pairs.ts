import { type Asker, costOf, type Holder, pairing } from '../src/features/roll/proxies/matching.ts'

type Best = Map<number, { pairs: number; cost: number }>

/** The most pairs, and what they cost at least: tries every set of holders (dynamic programming over sets). For a dozen of each at most. */
export function bestPairs(askers: readonly Asker[], holders: readonly Holder[]): { pairs: number; cost: number } {
  let best: Best = new Map([[0, { pairs: 0, cost: 0 }]])
  for (const asker of askers) {
    const next: Best = new Map(best)
    for (const [n, holder] of holders.entries()) {
      const pair = asker.never?.has(n) ? undefined : pairing(asker, holder)
      if (pair) give(next, best, { bit: 1 << n, cost: costOf(pair) })
    }
    best = next
  }
  const all = [...best.values()]
  const pairs = Math.max(...all.map((one) => one.pairs))
  return { pairs, cost: Math.min(...all.filter((one) => one.pairs === pairs).map(({ cost }) => cost)) }
}

/** Gives that holder to the asker whose turn it is, wherever she is free. */
function give(next: Best, best: Best, { bit, cost }: { bit: number; cost: number }): void {
  for (const [taken, so] of best) {
    if (taken & bit) continue
    const made = { pairs: so.pairs + 1, cost: so.cost + cost }
    const known = next.get(taken | bit)
    if (!known || made.pairs > known.pairs || (made.pairs === known.pairs && made.cost < known.cost)) next.set(taken | bit, made)
  }
}
