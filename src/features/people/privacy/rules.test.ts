import { expect, test } from 'vitest'
import { dueOn, urgency } from './rules.ts'

test.each([
  ['2026-01-15', '2026-02-15'],
  ['2026-01-31', '2026-02-28'],
  ['2024-01-31', '2024-02-29'],
  ['2026-05-31', '2026-06-30'],
  ['2026-12-31', '2027-01-31'],
])('what was asked on %s is answered by %s', (asked, due) => expect(dueOn(asked)).toBe(due))

test('a request is late the day after it was due, and presses for the ten days before', () => {
  const today = '2026-11-22'
  expect(['2026-11-21', '2026-11-22', '2026-12-02', '2026-12-03'].map((due) => urgency(due, today))).toEqual([
    'late',
    'soon',
    'soon',
    'in-time',
  ])
})
