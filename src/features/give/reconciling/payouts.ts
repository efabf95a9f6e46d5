import type { BankLine } from '../banking/index.ts'
import type { Share } from './states.ts'

/** A transfer of a provider to the bank, as `payments` tells it. */
export type Payout = {
  ref: string
  amount: number
  currency: string
  arrives_on: string | null
  lines: {
    kind: 'payment' | 'refund' | 'dispute' | 'fee' | 'other'
    payment: string | undefined
    amount: number
    fee: number
    net: number
  }[]
}
export type Arrived = Pick<BankLine, 'amount' | 'booked' | 'text' | 'name'> & { currency: string }

/** How providers call themselves on a statement. */
const NAMED = /\b(stripe|mollie)\b/i
/** Days by which a transfer may come before or after the day that the provider says: weekends, and holidays of one bank alone. */
const EARLY = 2
const LATE = 7
const DAY = 86_400_000

export const looksLikePayout = ({ amount, name, text }: Pick<Arrived, 'amount' | 'name' | 'text'>): boolean =>
  amount !== 0 && NAMED.test(`${name ?? ''} ${text}`)

/** Payouts that a line may be: of its amount and currency, around the day on which they arrive. */
export function payoutsLike(line: Arrived, payouts: readonly Payout[]): Payout[] {
  const at = Date.parse(line.booked)
  return payouts.filter(({ amount, currency, arrives_on }) => {
    if (amount !== line.amount || currency !== line.currency) return false
    if (arrives_on === null) return true
    const apart = (at - Date.parse(arrives_on)) / DAY
    return apart >= -EARLY && apart <= LATE
  })
}

/**
 * Whose a payout is: of each book what its payments, refunds and disputes moved, and the fees. Fees of the whole (Mollie tells none of single payments) are
 * shared by what each book received, to the cent. `unknown`: what is of no payment that we know, net of its fees. Shares and unknown make up the payout, or
 * nothing is given.
 */
export function sharesOf(
  payout: Payout,
  bookOf: ReadonlyMap<string, string>,
  split: (amount: number, weights: readonly number[]) => number[],
): { shares: Share[]; unknown: number } | undefined {
  const shares = new Map<string, Share>()
  let [unknown, common] = [0, 0]
  for (const { kind, payment, amount, fee, net } of payout.lines) {
    const book = payment === undefined ? undefined : bookOf.get(payment)
    if (kind === 'fee') common -= net
    else if (book === undefined) unknown += net
    else {
      const share = shares.get(book) ?? { book, gross: 0, fee: 0 }
      shares.set(book, { book, gross: share.gross + amount, fee: share.fee + fee })
    }
  }
  const all = [...shares.values()].toSorted((a, b) => (a.book < b.book ? -1 : 1))
  const weights = all.map(({ gross }) => Math.max(0, gross))
  if (common !== 0 && weights.some((weight) => weight > 0)) {
    for (const [at, part] of split(common, weights).entries()) all[at]!.fee += part
  } else unknown -= common
  const sum = all.reduce((total, { gross, fee }) => total + gross - fee, unknown)
  return sum === payout.amount ? { shares: all, unknown } : undefined
}
