import { expect, test } from 'vitest'
import { CALLED, daysAgo, mayCall, whyNotMerged } from './rules.ts'

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

test('a group writes to its neighbours a week after it was founded or moved, and at once where it was only founded and somebody knows it', () => {
  const now = new Date('2026-12-01T12:00:00Z')
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const may = (created: number, moved?: number, vouched?: number) =>
    mayCall({ created_at: ago(created), moved_at: moved ? ago(moved) : null, vouched_at: vouched ? ago(vouched) : null }, now)
  expect([may(7), may(6.9), may(1, undefined, 0.5), may(30, 7), may(30, 6.9), may(30, 6.9, 3)]).toEqual([
    true,
    false,
    true,
    true,
    false,
    false,
  ])
})

test('days ago are whole days', () => {
  expect(daysAgo(new Date('2026-12-01T12:00:00Z'), 30)).toEqual(new Date('2026-11-01T12:00:00Z'))
})

test('a neighbour is left alone for longer than it takes until the group may ask others', () => {
  expect(CALLED.personAgain).toBeGreaterThan(CALLED.groupAgain)
})
