import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#platform/i18n/moments'
import { amountOn, amountsAfter, dueOn, nthBy, retryOn } from './rules.ts'

test('its day is that of the first gift; where a month has no such day, the last it has', () => {
  const from = (anchor: string) => [1, 2, 3, 13].map((nth) => dueOn(anchor, nth))
  expect(from('2027-01-31')).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2028-02-29'])
  expect(from('2026-12-15')).toEqual(['2027-01-15', '2027-02-15', '2027-03-15', '2028-01-15'])
  expect(dueOn('2028-02-29', 12)).toBe('2029-02-28')
})

const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2026-01-01', n))

test('on each day exactly one month is the last that is due', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 1000 }), (anchor, later) => {
      const today = addDays(anchor, later)
      const nth = nthBy(anchor, today)
      expect(dueOn(anchor, nth) <= today && today < dueOn(anchor, nth + 1)).toBe(true)
    }),
  )
})

test('each month one day, in their order, none twice', () => {
  fc.assert(
    fc.property(day, (anchor) => {
      const months = Array.from({ length: 30 }, (_, nth) => dueOn(anchor, nth).slice(0, 7))
      expect(new Set(months).size).toBe(30)
      expect(months.toSorted()).toEqual(months)
    }),
  )
})

test('tries after a refusal end before the next month is due', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 40 }), (anchor, nth) => {
      const due = dueOn(anchor, nth)
      const last = retryOn(retryOn(due, 1), 2)
      expect(last > due && last < dueOn(anchor, nth + 1)).toBe(true)
    }),
  )
})

test('less counts at once, more only days after it was told, and never more than the last she said', () => {
  const plain = { amount: 1_000, rise_to: null, rise_on: null }
  const raised = amountsAfter(plain, { amount: 2_000, today: '2027-01-30' })
  expect(raised).toEqual({ amount: 1_000, rise_to: 2_000, rise_on: '2027-02-02' })
  expect([amountOn(raised, '2027-02-01'), amountOn(raised, '2027-02-02')]).toEqual([1_000, 2_000])
  expect(amountsAfter(raised, { amount: 500, today: '2027-01-31' })).toEqual({ amount: 500, rise_to: null, rise_on: null })
  expect(amountsAfter(raised, { amount: 1_000, today: '2027-01-31' })).toEqual(plain)
  // Once it counts, it is what she gives: another rise is told anew.
  expect(amountsAfter(raised, { amount: 3_000, today: '2027-02-10' })).toEqual({
    amount: 2_000,
    rise_to: 3_000,
    rise_on: '2027-02-13',
  })
  const wish = fc.record({ amount: fc.integer({ min: 1, max: 9 }), later: fc.nat(5) })
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 6 }), (wishes) => {
      let [amounts, today] = [{ ...plain, amount: 5 } as Parameters<typeof amountOn>[0], '2027-01-01']
      for (const { amount, later } of wishes) {
        const before = amountOn(amounts, today)
        amounts = amountsAfter(amounts, { amount, today })
        expect(amountOn(amounts, today)).toBe(Math.min(before, amount))
        expect(amountOn(amounts, addDays(today, 3))).toBe(amount)
        today = addDays(today, later)
      }
    }),
  )
})
