import { addDays } from '#platform/i18n/moments'
import { makeReference } from '../banking/index.ts'
import { splitAmount } from '../books/index.ts'

/** All at the end, or a part of the principal each month with the interest of the month. */
export const KINDS = ['end', 'monthly'] as const
export type Kind = (typeof KINDS)[number]

export type State = 'agreed' | 'received' | 'repaid' | 'cancelled' | 'expired'

/** Terms of a loan. `rate`: hundredths of a percent a year. */
export type Terms = { amount: number; rate: number; months: number; kind: Kind }

/** What is due on one day, in the smallest unit. */
export type Instalment = { n: number; due_on: string; principal: number; interest: number }

/** Hundredths of a percent of a whole, and months of a year. */
const PARTS = 10_000n * 12n

/**
 * What is due when. The principal is split to the unit; interest is that of what is left each month, counted exactly over the whole loan and rounded once: each
 * instalment bears what the sum so far rounds to beyond the one before. So all of them make up principal and interest, without a unit lost.
 */
export function scheduleOf({ amount, rate, months, kind }: Terms, from: string): Instalment[] {
  const parts = kind === 'end' ? 1 : months
  const principals = splitAmount(
    amount,
    Array.from({ length: parts }, () => 1),
  )
  const every = months / parts
  let left = amount
  let exact = 0n
  return principals.map((principal, at) => {
    const before = rounded(exact)
    exact += BigInt(left) * BigInt(rate) * BigInt(every)
    left -= principal
    const n = at + 1
    return { n, due_on: monthsAfter(from, n * every), principal, interest: Number(rounded(exact) - before) }
  })
}

/** To the unit, halves up. */
const rounded = (exact: bigint): bigint => (exact * 2n + PARTS) / (PARTS * 2n)

/** The same day so many months on; where that month has none, its last. */
function monthsAfter(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const month = (of: number) => `${String(Math.floor(of / 12)).padStart(4, '0')}-${String((of % 12) + 1).padStart(2, '0')}`
  const last = addDays(`${month(count + 1)}-01`, -1)
  const same = `${month(count)}-${day.slice(8)}`
  return same <= last ? same : last
}

export const sumOf = (instalments: Pick<Instalment, 'principal' | 'interest'>[]) =>
  instalments.reduce(
    (sum, { principal, interest }) => ({ principal: sum.principal + principal, interest: sum.interest + interest }),
    { principal: 0, interest: 0 },
  )

type Paid = Pick<Instalment, 'principal' | 'interest'> & { repaid_on: string | null }

/** A loan in a year: what went back before it, in it, and what of the principal is left at its end. Days `YYYY-MM-DD`. */
export function yearOf(instalments: Paid[], year: number) {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const within = (test: (day: string) => boolean) => instalments.filter(({ repaid_on }) => repaid_on !== null && test(repaid_on))
  const until = sumOf(within((day) => day <= to))
  return {
    before: sumOf(within((day) => day < from)),
    during: sumOf(within((day) => from <= day && day <= to)),
    left: sumOf(instalments).principal - until.principal,
  }
}

/** Digits of the number in a reference: more than in that of a gift or of dues, so that none is the other's. */
const DIGITS = 12

/** The creditor reference of a loan (ISO 11649), by its number. */
export const loanReference = (number: number): string => makeReference(String(number).padStart(DIGITS, '0'))

/** A rate in words' digits: 250 is "2.5". */
export const percentOf = (rate: number): number => rate / 100
