import { type BankLine, type Match, matchLines } from '../banking/index.ts'
import type { Expected } from './expecting.ts'
import { looksLikePayout, type Payout, payoutsLike, sharesOf } from './payouts.ts'
import type { Brings, Candidate, LineState } from './states.ts'
import { undoneBy } from './undoing.ts'

/** A line as it is kept. */
export type Line = Omit<BankLine, 'key' | 'references'> & {
  id: string
  refs: BankLine['references']
  currency: string
  state: LineState
}

/** What is to become of a line. */
export type Verdict<L extends Line = Line> = { line: L } &
  /** What it brings. `standing`: it was said to have come before, by hand. */
  (
    | { is: 'brings'; kind: Brings; id: string; standing: boolean }
    | { is: 'payout'; candidate: Extract<Candidate, { kind: 'payout' }> }
    | { is: 'undoing'; other: string }
    | { is: 'doubtful'; candidates: Candidate[] }
    | { is: 'open' | 'out' }
  )

/** What lines may bring. `booked`: what another line brought. */
export type Known = { expected: readonly Expected[]; booked: ReadonlySet<string> }

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

/** What lines bring. Sure is what banking calls so, of what is awaited, or what somebody said had come and no line brought. */
export function judgeArrivals<L extends Line>(lines: readonly L[], known: Known): Verdict<L>[] {
  const currency = lines[0]?.currency ?? ''
  const told = lines.map(({ refs, ...line }) => ({ ...line, references: refs, key: line.id }))
  const expected = new Map(known.expected.map((one) => [one.id, one]))
  const matches = matchLines({ currency, lines: told }, known.expected)
  return matches.map((match, at): Verdict<L> => {
    const line = lines[at]!
    if (match.state === 'certain') {
      const { kind, id, standing } = expected.get(match.promise)!
      const against = againstOf(expected.get(id)!, known)
      if (against.length === 0) return { line, is: 'brings', kind, id, standing: standing === 'came' }
      return { line, is: 'doubtful', candidates: [{ kind, id, reasons: ['reference', ...against] }] }
    }
    const candidates = match.state === 'doubtful' ? candidatesOf(match, expected, known) : []
    return candidates.length > 0 ? { line, is: 'doubtful', candidates } : { line, is: 'open' }
  })
}

type Doubtful = Extract<Match, { state: 'doubtful' }>

/** By name alone nothing is proposed that came, or went, already. */
function candidatesOf({ candidates }: Doubtful, expected: ReadonlyMap<string, Expected>, known: Known): Candidate[] {
  return candidates.flatMap(({ promise, reasons }): Candidate[] => {
    const one = expected.get(promise)!
    const against = againstOf(one, known)
    if (reasons[0] === 'name' && against.some((why) => why !== 'late')) return []
    return [{ kind: one.kind, id: promise, reasons: [...new Set([...reasons, ...against])] }]
  })
}

/** What its own standing says against it. */
function againstOf({ id, standing }: Expected, { booked }: Known): string[] {
  if (standing === 'awaited' || (standing === 'came' && !booked.has(id))) return []
  return [standing === 'came' ? 'already' : standing]
}
