import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KINDS, loanReference, scheduleOf, sumOf, yearOf } from './rules.ts'

const terms = fc.record({
  amount: fc.integer({ min: 1, max: 100_000_000_00 }),
  rate: fc.integer({ min: 0, max: 10_000 }),
  months: fc.integer({ min: 1, max: 60 }),
  kind: fc.constantFrom(...KINDS),
})

/** Interest as exact as it is: what is left each month, times rate and months, over hundredths of a percent and months of a year. */
function interestOf({ amount, rate, months, kind }: { amount: number; rate: number; months: number; kind: string }): bigint {
  const schedule = scheduleOf({ amount, rate, months, kind: kind as 'end' }, '2026-12-01')
  let left = BigInt(amount)
  let exact = 0n
  for (const { principal } of schedule) {
    exact += left * BigInt(rate) * BigInt(months / schedule.length)
    left -= BigInt(principal)
  }
  // Halves up.
  return (exact + 60_000n) / 120_000n
}

test('instalments make up principal and interest to the unit, whatever amount, rate and months', () => {
  fc.assert(
    fc.property(terms, (of) => {
      const schedule = scheduleOf(of, '2026-12-01')
      const { principal, interest } = sumOf(schedule)
      expect(principal).toBe(of.amount)
      expect(BigInt(interest)).toBe(interestOf(of))
      expect(schedule).toHaveLength(of.kind === 'end' ? 1 : of.months)
    }),
  )
})

test('no instalment is negative, no two principals differ by more than a unit, and days rise', () => {
  fc.assert(
    fc.property(terms, (of) => {
      const schedule = scheduleOf(of, '2027-01-31')
      const principals = schedule.map(({ principal }) => principal)
      expect(Math.max(...principals) - Math.min(...principals)).toBeLessThanOrEqual(1)
      for (const { principal, interest } of schedule) expect(principal >= 0 && interest >= 0).toBe(true)
      const days = schedule.map(({ due_on }) => due_on)
      expect(days).toEqual([...new Set(days)].toSorted())
    }),
  )
})

test('a table computed by hand: 1,000 euros at 6 % in three months, and in one piece after twelve', () => {
  expect(scheduleOf({ amount: 100_000, rate: 600, months: 3, kind: 'monthly' }, '2026-11-30')).toEqual([
    { n: 1, due_on: '2026-12-30', principal: 33_334, interest: 500 },
    { n: 2, due_on: '2027-01-30', principal: 33_333, interest: 333 },
    { n: 3, due_on: '2027-02-28', principal: 33_333, interest: 167 },
  ])
  expect(scheduleOf({ amount: 100_000, rate: 600, months: 12, kind: 'end' }, '2028-02-29')).toEqual([
    { n: 1, due_on: '2029-02-28', principal: 100_000, interest: 6000 },
  ])
})

test('the years of a loan make up the loan', () => {
  fc.assert(
    fc.property(terms, fc.integer({ min: 0, max: 60 }), (of, paid) => {
      const all = scheduleOf(of, '2026-11-30').map((one) => ({ ...one, repaid_on: one.n <= paid ? one.due_on : null }))
      const years = [2026, 2027, 2028, 2029, 2030, 2031, 2032].map((year) => yearOf(all, year))
      const during = years.reduce((sum, one) => sum + one.during.principal, 0)
      expect(during + years.at(-1)!.left).toBe(of.amount)
      for (const [n, { before, left, during: now }] of years.entries()) {
        expect(before.principal + now.principal + left).toBe(of.amount)
        if (n > 0) expect(before.principal).toBe(of.amount - years[n - 1]!.left)
      }
    }),
  )
})

test('the reference of a loan is that of no gift and no dues', () => expect(loanReference(1)).toHaveLength(16))
