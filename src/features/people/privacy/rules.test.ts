import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueOn, urgency } from './rules.ts'

test.each([
  ['2026-01-15', '2026-02-15'],
  ['2026-01-31', '2026-02-28'],
  ['2024-01-31', '2024-02-29'],
  ['2026-05-31', '2026-06-30'],
  ['2026-12-31', '2027-01-31'],
  ['2016-01-31', '2016-02-29'],
  ['2015-01-31', '2015-02-28'],
  ['2016-12-31', '2017-01-31'],
  ['2016-08-31', '2016-09-30'],
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

test('a month to answer is between 28 and 31 days', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, (received) => {
      const due = dueOn(received)
      const days = (Date.parse(due) - Date.parse(received)) / 86_400_000
      expect(days).toBeGreaterThanOrEqual(28)
      expect(days).toBeLessThanOrEqual(31)
      expect(urgency(due, due)).toBe('soon')
      expect(urgency(due, new Date(Date.parse(due) + 86_400_000).toISOString().slice(0, 10))).toBe('late')
    }),
  )
})
