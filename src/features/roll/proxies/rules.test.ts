import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ruleOf } from '../core/index.ts'
import { hoursToAnswer, type Limit, limitOf, mayHold, reminderAt } from './rules.ts'

test('two at the most, of which one made in France: by where each was made (L73)', () => {
  const limit = limitOf('FR', '2027-04-18')!
  const held = [0, 1, 2, 3].flatMap((home) => [0, 1, 2, 3].map((abroad) => ({ home, abroad })))
  expect(held.filter((one) => mayHold(limit, one))).toEqual([
    { home: 0, abroad: 0 },
    { home: 0, abroad: 1 },
    { home: 0, abroad: 2 },
    { home: 1, abroad: 0 },
    { home: 1, abroad: 1 },
  ])
})

test('three where people vote at a consulate for deputies, of which one made in France (L330-13): told with its source, and nobody is matched by it', () => {
  const rule = ruleOf<Limit>('FR', 'proxy.limit-consulate', '2029-06-10')!
  expect(rule.article).toContain('L330-13')
  const held = [0, 1, 2, 3, 4].flatMap((home) => [0, 1, 2, 3, 4].map((abroad) => [home, abroad] as const))
  expect(
    held.filter(([home, abroad]) => mayHold(rule.value, { home, abroad })).map(([home, abroad]) => `${home}+${abroad}`),
  ).toEqual(['0+0', '0+1', '0+2', '0+3', '1+0', '1+1', '1+2'])
  // Whoever is matched votes in a commune of France, where L73 holds for all: also for who has a proxy of somebody who lives in Montréal.
  expect(limitOf('FR', '2029-06-10')).toEqual({ most: 2, madeHome: 1 })
})

test('of a country whose rule we have not read, nothing is known', () => {
  expect(limitOf('ES', '2027-04-18')).toBeUndefined()
  expect(limitOf('FR', '2021-12-31')).toBeUndefined()
})

test('reminders are due 21, 10, 5 and 2 days before, and none on the day nor after', () => {
  const due = Array.from({ length: 30 }, (_, days) => reminderAt(days))
  expect(due.map((one, days) => (one === days ? days : undefined)).filter((one) => one !== undefined)).toEqual([2, 5, 10, 21])
  expect([due[22], due[9], due[1], due[0], reminderAt(-1)]).toEqual([null, 10, 2, null, null])
})

test('the nearer the vote, the shorter one may think, and never longer than two days', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(100), (a, b) => {
      const [near, far] = [hoursToAnswer(Math.min(a, b)), hoursToAnswer(Math.max(a, b))]
      expect(near).toBeLessThanOrEqual(far)
      expect(far).toBeLessThanOrEqual(48)
      expect(near).toBeGreaterThan(0)
    }),
  )
})
