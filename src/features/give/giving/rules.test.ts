import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayBecome, mayBeSame, nameKey, nearKey, STATES, type State } from './rules.ts'
import { yearsOf } from './years.ts'

describe('one person in two spellings', () => {
  const named = (given_name: string, family_name: string, postal_code = '69003') => ({ given_name, family_name, postal_code })
  const donor = (name: ReturnType<typeof named>, mailbox: string) => ({
    mailbox,
    name_key: nameKey(name),
    near_key: nearKey(name),
  })

  test.each([
    [named('Aline', 'Exemple'), named('EXEMPLE', 'aline'), true],
    [named('Aline', 'Exemple'), named('Aline', 'Exempel'), true],
    [named('Zoé', 'Müller'), named('Zoe', 'Muller'), true],
    [named('Aline', 'Exemple'), named('Alain', 'Exemple'), true],
    [named('Aline', 'Exemple'), named('Anne', 'Esposito'), false],
    [named('Aline', 'Exemple'), named('Aline', 'Exempel', '13001'), false],
  ])('%o and %o', (a, b, same) => expect(mayBeSame(donor(a, 'a'), donor(b, 'b'))).toBe(same))
})

test('what is over stays over: no way leads from a declined gift, and none back to before it was begun', () => {
  const reached = (from: State, seen = new Set<State>()): Set<State> => {
    for (const to of STATES) if (mayBecome(from, to) && !seen.has(to)) reached(to, seen.add(to))
    return seen
  }
  expect([...reached('declined')]).toEqual([])
  for (const state of reached('begun')) expect(['held', 'accepted', 'promised', 'begun']).not.toContain(state)
})

test('sums by year are of what came and stayed, to the cent', () => {
  const gift = fc.record({
    state: fc.constantFrom(...STATES),
    paid_at: fc.option(fc.date({ min: new Date('2025-12-30'), max: new Date('2026-01-02'), noInvalidDate: true })),
    amount: fc.integer({ min: 100, max: 1_000_000 }),
    refunded: fc.integer({ min: 0, max: 100 }),
    currency: fc.constant('EUR'),
  })
  fc.assert(
    fc.property(fc.array(gift), (gifts) => {
      const came = gifts.filter(({ state, paid_at }) => state === 'paid' && paid_at !== null)
      const all = came.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0)
      expect(yearsOf(gifts, 'Europe/Paris').reduce((sum, year) => sum + year.sum, 0)).toBe(all)
    }),
  )
  const late = { state: 'paid' as const, paid_at: new Date('2025-12-31T23:30:00Z'), amount: 500, refunded: 0, currency: 'EUR' }
  expect(yearsOf([late], 'Europe/Paris')).toEqual([{ year: '2026', currency: 'EUR', sum: 500 }])
})
