import { expect, test } from 'vitest'
import { remindedUntil, stateOf, whyNotThen } from './rules.ts'

const now = new Date('2026-11-22T18:00:00Z')
const inDays = (days: number, ms = 0) => new Date(now.getTime() + days * 86_400_000 + ms)

test('a meeting is set for a year ahead at most, and reported for sixty days back', () => {
  expect([inDays(366), inDays(366, 1), inDays(-60), inDays(-60, -1)].map((starts) => whyNotThen(starts, now))).toEqual([
    undefined,
    'meetings.when.far',
    undefined,
    'meetings.when.past',
  ])
})

test('a meeting that has begun can be reported; one that is off is off, whatever was reported', () => {
  const state = (starts_at: Date, cancelled_at: Date | null = null, reported_at: Date | null = null) =>
    stateOf({ starts_at, cancelled_at, reported_at }, now)
  expect([state(inDays(0, 1)), state(now), state(inDays(-1), null, now)]).toEqual(['coming', 'to-report', 'reported'])
  expect([state(inDays(1), now), state(inDays(-1), now, now)]).toEqual(['cancelled', 'cancelled'])
})

test('members are reminded a day before', () => {
  expect(remindedUntil(now)).toEqual(inDays(1))
})
