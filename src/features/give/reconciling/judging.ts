import { type BankLine, type Match, matchLines } from '../banking/index.ts'
import type { AwaitedGift } from '../giving/index.ts'
import { looksLikePayout, type Payout, payoutsLike, sharesOf } from './payouts.ts'
import type { Candidate, LineState } from './states.ts'
import { undoneBy } from './undoing.ts'

/** A line as it is kept. */
type Line = Omit<BankLine, 'key' | 'references'> & {
  id: string
  refs: BankLine['references']
  currency: string
  state: LineState
}

/** What is to become of a line. */
export type Verdict<L extends Line = Line> = { line: L } &
  /** The gift that it brings. `standing`: it was said to have come before, by hand. */
  (
    | { is: 'gift'; gift: string; standing: boolean }
    | { is: 'payout'; candidate: Extract<Candidate, { kind: 'payout' }> }
    | { is: 'undoing'; other: string }
    | { is: 'doubtful'; candidates: Candidate[] }
    | { is: 'open' | 'out' }
  )

/** Gifts as a line may bring them. `booked`: those that another line brought. */
export type Known = { gifts: readonly AwaitedGift[]; booked: ReadonlySet<string> }

/**
 * Lines that say of themselves that they undo, or that something went back: which of before they undo. `before`: lines that may be undone, also such of the same file. What
 * is not sure is shown; what merely went out is no concern of gifts.
 */
export function judgeUndoing<L extends Line>(lines: readonly L[], before: readonly L[]): Verdict<L>[] {
  const taken = new Set<string>()
  return lines.filter(isUndoing).map((line): Verdict<L> => {
    const told = line.reversal || line.returned !== null
    const among = before.filter((one) => !taken.has(one.id) && mayUndo(one, told))
    const { sure, candidates } = undoneBy(movementOf(line), among.map(movementOf))
    if (sure) {
      taken.add(sure.id)
      return { line, is: 'undoing', other: sure.id }
    }
    const near = told ? candidates : candidates.filter(({ reasons }) => reasons.length > 0)
    if (near.length > 0) return { line, is: 'doubtful', candidates: near.map((one) => ({ kind: 'line', ...one })) }
    return { line, is: told ? 'open' : 'out' }
  })
}

/** It says so of itself, or it went out: that may be what is sent back. */
export const isUndoing = ({ reversal, returned, amount, name, text }: Line): boolean =>
  reversal || returned !== null || (amount < 0 && !looksLikePayout({ amount, name, text }))

/** What merely goes out undoes what waits to be sent back alone; what is told as undoing, whatever there was. */
const mayUndo = (one: Line, told: boolean): boolean =>
  told ? one.state !== 'undoes' || one.amount < 0 : one.state === 'to-send-back'

const movementOf = ({ refs, ...line }: Line) => ({ ...line, references: refs })

/** Lines that may be transfers of a provider. `bookOf`: whose book a payment belongs to. */
export function judgePayouts<L extends Line>(
  lines: readonly L[],
  {
    payouts,
    account,
    bookOf,
    split,
  }: {
    payouts: readonly Payout[]
    account: string
    bookOf: ReadonlyMap<string, string>
    split: (amount: number, weights: readonly number[]) => number[]
  },
): Verdict<L>[] {
  const found = lines.filter(looksLikePayout).map((line) => ({ line, like: payoutsLike(line, payouts) }))
  const claims = new Map<string, number>()
  for (const { ref } of found.flatMap(({ like }) => like)) claims.set(ref, (claims.get(ref) ?? 0) + 1)
  return found.map(({ line, like }): Verdict<L> => {
    const candidates = like.map((payout): Extract<Candidate, { kind: 'payout' }> => {
      const made = sharesOf(payout, bookOf, split)
      const reasons = [
        'payout',
        ...(like.length > 1 || claims.get(payout.ref)! > 1 ? ['several'] : []),
        ...(made ? (made.unknown === 0 ? [] : ['payout-unknown']) : ['payout-sum']),
      ]
      return {
        kind: 'payout',
        id: payout.ref,
        account,
        shares: made?.shares ?? [],
        unknown: made?.unknown ?? payout.amount,
        reasons,
      }
    })
    const [one] = candidates
    if (candidates.length === 1 && one!.reasons.length === 1) return { line, is: 'payout', candidate: one! }
    return candidates.length > 0 ? { line, is: 'doubtful', candidates } : { line, is: 'open' }
  })
}

/** Which gifts lines bring. Sure is what banking calls so, of a gift that is awaited, or that somebody said had come and no line brought. */
export function judgeGifts<L extends Line>(lines: readonly L[], known: Known): Verdict<L>[] {
  const currency = lines[0]?.currency ?? ''
  const told = lines.map(({ refs, ...line }) => ({ ...line, references: refs, key: line.id }))
  const gifts = new Map(known.gifts.map((gift) => [gift.id as string, gift]))
  const matches = matchLines({ currency, lines: told }, known.gifts)
  return matches.map((match, at): Verdict<L> => {
    const line = lines[at]!
    if (match.state === 'certain') {
      const gift = gifts.get(match.promise)!
      const against = standing(gift, known)
      if (against.length === 0) return { line, is: 'gift', gift: gift.id, standing: gift.state === 'paid' }
      return { line, is: 'doubtful', candidates: [{ kind: 'gift', id: gift.id, reasons: ['reference', ...against] }] }
    }
    const candidates = match.state === 'doubtful' ? candidatesOf(match, gifts, known) : []
    return candidates.length > 0 ? { line, is: 'doubtful', candidates } : { line, is: 'open' }
  })
}

type Doubtful = Extract<Match, { state: 'doubtful' }>

/** By name alone nothing is proposed that came, or went, already. */
function candidatesOf({ candidates }: Doubtful, gifts: ReadonlyMap<string, AwaitedGift>, known: Known): Candidate[] {
  return candidates.flatMap(({ promise, reasons }): Candidate[] => {
    const against = standing(gifts.get(promise)!, known)
    if (reasons[0] === 'name' && against.some((one) => one !== 'late')) return []
    return [{ kind: 'gift', id: promise, reasons: [...new Set([...reasons, ...against])] }]
  })
}

/** What its own state says against a gift. */
function standing({ id, state }: AwaitedGift, { booked }: Known): string[] {
  if (state === 'promised' || (state === 'paid' && !booked.has(id))) return []
  if (state === 'paid') return ['already']
  return state === 'expired' || state === 'cancelled' ? ['late'] : ['gone']
}
