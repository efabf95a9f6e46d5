import type { Kind } from '../tables.ts'
import type { State } from './states.ts'

/** Where money of a spending stands in the books. */
export type Place = 'expense' | 'owed' | 'bank' | 'cash' | 'in-kind' | 'share' | 'aside' | 'spent'

export type Standing = { state: State; kind: Kind; amount: number; of_group: boolean; in_cash: boolean }

type Lines = Partial<Record<Place, number>>

/** What a spending as it stands has debited (above zero) and credited: together nothing. */
export function linesOf({ state, amount, of_group, in_cash }: Standing): Lines {
  const out: Lines = of_group ? { share: amount, spent: -amount } : {}
  if (state === 'seconded') return { share: amount, aside: -amount }
  if (state === 'payable') return { ...out, expense: amount, owed: -amount }
  if (state === 'paid') return { ...out, expense: amount, [in_cash ? 'cash' : 'bank']: -amount }
  if (state === 'given') return { expense: amount, 'in-kind': -amount }
  return {}
}

/** What the books are moved by when a spending changes: what stands after less what stood before, so that each way back is the opposite of the way there. */
export function movesOf(before: Standing, after: Standing): { place: Place; amount: number }[] {
  const [was, is] = [linesOf(before), linesOf(after)]
  const places = [...new Set([...Object.keys(was), ...Object.keys(is)])] as Place[]
  return places.map((place) => ({ place, amount: (is[place] ?? 0) - (was[place] ?? 0) })).filter(({ amount }) => amount !== 0)
}
