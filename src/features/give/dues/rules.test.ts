import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#platform/i18n/moments'
import { dueReference, fits, mayRenew, nextTerm, PERIODS, reminderFor, standingOf, termFrom } from './rules.ts'

const day = fc.integer({ min: 0, max: 366 * 9 }).map((n) => addDays('2024-01-01', n))
const period = fc.constantFrom(...PERIODS)
const grace = fc.integer({ min: 0, max: 366 })

test.each([
  ['year', '2026-03-15', '2027-03-14'],
  ['year', '2028-02-29', '2029-02-28'],
  ['year', '2027-03-01', '2028-02-29'],
  ['month', '2026-01-31', '2026-02-28'],
  ['month', '2028-01-30', '2028-02-29'],
  ['month', '2026-02-28', '2026-03-27'],
  ['month', '2026-12-15', '2027-01-14'],
  ['calendar', '2026-11-30', '2026-12-31'],
] as const)('a %s from %s lasts to %s', (of, from, until) => {
  expect(termFrom(of, from)).toEqual({ from, until })
})

test('a term is never shorter than its period: 28 days of a month, 365 of a year', () => {
  const days = ({ from, until }: { from: string; until: string }) => (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1
  fc.assert(
    fc.property(day, (from) => {
      expect(days(termFrom('month', from))).toBeGreaterThanOrEqual(28)
      expect(days(termFrom('month', from))).toBeLessThanOrEqual(31)
      expect([365, 366]).toContain(days(termFrom('year', from)))
    }),
  )
})

test('who renews within the term or its grace has no day without, and pays none twice', () => {
  fc.assert(
    fc.property(
      fc.record({ of: period, grace_days: grace }),
      day,
      fc.integer({ min: -30, max: 500 }),
      ({ of, grace_days }, last, after) => {
        const today = addDays(last, after)
        const { from, until } = nextTerm({ period: of, grace_days }, last, today)
        const lasting = after <= grace_days
        expect(from).toBe(lasting ? addDays(last, 1) : today)
        expect(until >= from).toBe(true)
      },
    ),
  )
})

test('a member stands within, in grace, or beyond, and each day in one of them', () => {
  expect(standingOf(null, '2026-12-01', 60)).toBe('none')
  expect(standingOf('2026-12-01', '2026-12-01', 60)).toBe('member')
  expect(standingOf('2026-12-01', '2026-12-02', 60)).toBe('grace')
  expect(standingOf('2026-12-01', '2027-01-30', 60)).toBe('grace')
  expect(standingOf('2026-12-01', '2027-01-31', 60)).toBe('lapsed')
  expect(standingOf('2026-12-01', '2026-12-02', 0)).toBe('lapsed')
})

test('reminders are few: of a term three words at most, of a month two, and after the last nothing ever', () => {
  fc.assert(
    fc.property(period, grace, (of, grace_days) => {
      const until = '2026-12-31'
      const said = Array.from({ length: 800 }, (_, n) => reminderFor({ period: of, grace_days }, until, addDays(until, n - 300)))
      const order = said.filter((one, n) => one !== undefined && one !== said[n - 1])
      const all = of === 'month' || grace_days === 0 ? ['soon', 'lapsed'] : ['soon', 'ended', 'lapsed']
      expect(order).toEqual(all)
      expect(said.at(-1)).toBeUndefined()
    }),
    { numRuns: 12 },
  )
})

test('she may renew from the day on which she is reminded, and not before', () => {
  fc.assert(
    fc.property(period, day, fc.integer({ min: -100, max: 100 }), (of, until, n) => {
      const today = addDays(until, n)
      const soon = reminderFor({ period: of, grace_days: 60 }, until, today) !== undefined
      if (soon) expect(mayRenew(of, until, today)).toBe(true)
      if (n < -31) expect(mayRenew(of, until, today)).toBe(false)
    }),
  )
  expect(mayRenew('year', null, '2026-12-01')).toBe(true)
})

test('an amount is one of the steps, or at least the floor', () => {
  const brackets = [
    { to: 100_000, amount: 500 },
    { to: null, amount: 2000 },
  ]
  expect([500, 501, 2000].map((amount) => fits({ brackets, floor: 500 }, amount))).toEqual([true, false, true])
  expect([999, 1000, 1001].map((amount) => fits({ brackets: [], floor: 1000 }, amount))).toEqual([false, true, true])
})

test('the reference of a due is that of no gift', () => {
  expect(dueReference(1)).toHaveLength(15)
  expect(dueReference(9_999_999_999)).toMatch(/^RF\d{2}09999999999$/)
})
