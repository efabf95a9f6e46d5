import { expect, test } from 'vitest'
import { CALLED, daysAgo, whyNotMerged } from './rules.ts'

test('a group of one or two may come into another, unless both are more than twelve together', () => {
  const why = (from: number, into: number) => whyNotMerged({ size: from }, { size: into })
  expect([why(1, 11), why(2, 10), why(2, 11), why(1, 12), why(3, 3), why(3, 16)]).toEqual([
    undefined,
    undefined,
    'rescue.merge.many',
    'rescue.merge.many',
    'rescue.merge.large',
    'rescue.merge.large',
  ])
})

test('days ago are whole days', () => {
  expect(daysAgo(new Date('2026-12-01T12:00:00Z'), 30)).toEqual(new Date('2026-11-01T12:00:00Z'))
})

test('a neighbour is left alone for longer than it takes until the group may ask others', () => {
  expect(CALLED.personAgain).toBeGreaterThan(CALLED.groupAgain)
})
