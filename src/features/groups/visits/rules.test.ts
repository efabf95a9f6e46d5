import { expect, test } from 'vitest'
import { daysAgo, isDue, whyNotSigned } from './rules.ts'

const now = new Date('2026-11-22T12:00:00Z')

test('who was never heard from waits for a call, and who was not for a month, or not since there was something new', () => {
  const heard = daysAgo(now, 10)
  expect(isDue({ heard: null, news: null }, now)).toBe(true)
  expect(isDue({ heard, news: null }, now)).toBe(false)
  expect(isDue({ heard: daysAgo(now, 30), news: null }, now)).toBe(false)
  expect(isDue({ heard: daysAgo(now, 30.01), news: null }, now)).toBe(true)
  expect(isDue({ heard, news: daysAgo(now, 9) }, now)).toBe(true)
  expect(isDue({ heard, news: heard }, now)).toBe(false)
  expect(isDue({ heard, news: daysAgo(now, 11) }, now)).toBe(false)
})

test.each([
  ['2026-11-22', undefined],
  ['2026-11-23', 'visits.signed.future'],
  ['2025-11-22', undefined],
  ['2025-11-21', 'visits.signed.old'],
  ['2026-02-30', 'form.wrong'],
  ['2026-13-01', 'form.wrong'],
  ['22/11/2026', 'form.wrong'],
  ['yesterday', 'form.wrong'],
])('a sheet signed on %s, seen a year at most after: %s', (day, reason) => {
  expect(whyNotSigned(day, '2026-11-22')).toBe(reason)
})
