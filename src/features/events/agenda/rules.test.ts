import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockIn } from '#platform/i18n/moments'
import { chosenFor, isWeeklyHour, spanOf, weekOf } from './rules.ts'
import { tagOf } from './streaming.ts'

const iso = ({ from, to }: { from: Date | undefined; to: Date | undefined }) => [from?.toISOString(), to?.toISOString()]

test('a week, a weekend, a month end at midnight on clocks there', () => {
  expect(iso(spanOf('week', '2026-11-22', 'Europe/Paris'))).toEqual([undefined, '2026-11-28T23:00:00.000Z'])
  expect(iso(spanOf('weekend', '2026-11-25', 'Europe/Paris'))).toEqual(['2026-11-27T23:00:00.000Z', '2026-11-29T23:00:00.000Z'])
  // On a Sunday, the weekend is the one that one is in.
  expect(iso(spanOf('weekend', '2026-11-29', 'Europe/Paris'))).toEqual(['2026-11-27T23:00:00.000Z', '2026-11-29T23:00:00.000Z'])
  expect(iso(spanOf('weekend', '2027-03-27', 'Europe/Paris'))).toEqual(['2027-03-26T23:00:00.000Z', '2027-03-28T22:00:00.000Z'])
  expect(iso(spanOf('all', '2026-11-22', 'Europe/Paris'))).toEqual([undefined, undefined])
})

test.each([
  // In one moment, three days of the calendar are today somewhere.
  ['Pacific/Niue', '2026-11-28T10:30:00Z', '2026-11-28T11:00:00.000Z'],
  ['Pacific/Marquesas', '2026-11-28T10:30:00Z', '2026-11-29T09:30:00.000Z'],
  ['Pacific/Marquesas', '2026-11-28T09:29:00Z', '2026-11-28T09:30:00.000Z'],
  ['Europe/Paris', '2026-11-28T10:30:00Z', '2026-11-28T23:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-28T18:14:00Z', '2026-11-28T18:15:00.000Z'],
  ['Pacific/Chatham', '2026-11-28T10:30:00Z', '2026-11-29T10:15:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-03T10:30:00Z', '2026-10-03T13:30:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-28T10:30:00Z', '2026-11-29T10:00:00.000Z'],
])('today in %s, at %s, ends at %s', (zone, now, end) => {
  expect(iso(spanOf('today', clockIn(zone, new Date(now)).day, zone))).toEqual([undefined, end])
})

test('weeks are named as ISO 8601 names them', () => {
  expect(['2026-11-22', '2026-11-23', '2026-12-31', '2027-01-03', '2027-01-04', '2024-12-30'].map(weekOf)).toEqual([
    '2026-W47',
    '2026-W48',
    '2026-W53',
    '2026-W53',
    '2027-W01',
    '2025-W01',
  ])
})

const found = fc.record({
  type: fc.constantFrom('canvass', 'training', 'leafleting'),
  distance_km: fc.integer({ min: 0, max: 50 }),
  starts_at: fc.integer({ min: 0, max: 1_000_000 }).map((at) => new Date(at)),
})

test('a weekly mail holds what is liked, each type that there is, no more than fits, in the order of time', () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 30 }), fc.subarray(['canvass', 'training']), (events, types) => {
      const chosen = chosenFor(events, { types, most: 5 })
      const liked = events.filter(({ type }) => types.length === 0 || types.includes(type))
      expect(chosen.length).toBe(Math.min(5, liked.length))
      expect(new Set(chosen.map(({ type }) => type))).toEqual(new Set(liked.map(({ type }) => type)))
      expect(chosen.map(({ starts_at }) => starts_at.getTime())).toEqual(
        chosen.map(({ starts_at }) => starts_at.getTime()).toSorted((a, b) => a - b),
      )
    }),
  )
})

test('this month is the thirty days that come; a weekend is that of the week one is in, from Monday to Saturday', () => {
  expect(iso(spanOf('month', '2026-11-22', 'Europe/Paris'))).toEqual([undefined, '2026-12-22T23:00:00.000Z'])
  for (const day of ['2026-11-23', '2026-11-27', '2026-11-28'])
    expect(iso(spanOf('weekend', day, 'Europe/Paris'))).toEqual(['2026-11-27T23:00:00.000Z', '2026-11-29T23:00:00.000Z'])
})

test('of what is liked the nearest comes first, and of each type the nearest even if it is far', () => {
  const event = (type: string, distance_km: number) => ({ type, distance_km, starts_at: new Date(distance_km * 1000) })
  const near = [9, 3, 1, 7, 5].map((km) => event('canvass', km))
  const chosen = (most: number, types: string[] = []) =>
    chosenFor([...near, event('training', 40), event('training', 30)], { types, most }).map(({ distance_km }) => distance_km)
  expect(chosen(3)).toEqual([1, 3, 30])
  expect(chosen(2, ['canvass'])).toEqual([1, 3])
  expect(chosen(9)).toEqual([1, 3, 5, 7, 9, 30, 40])
})

test('today ends at the midnight of the clocks there', () => {
  expect(iso(spanOf('today', '2026-11-24', 'Pacific/Tahiti'))).toEqual([undefined, '2026-11-25T10:00:00.000Z'])
  expect(iso(spanOf('today', '2026-11-24', 'Europe/Paris'))).toEqual([undefined, '2026-11-24T23:00:00.000Z'])
})

test('the mail of the week leaves from eight to noon on a Thursday', () => {
  const hours = ['07:59', '08:00', '11:59', '12:00'].map((hour) => isWeeklyHour({ day: '2026-11-26', hour }))
  expect(hours).toEqual([false, true, true, false])
  for (const day of ['2026-11-25', '2026-11-27']) expect(isWeeklyHour({ day, hour: '08:00' })).toBe(false)
})

test('a calendar has another tag when other meetings stand in it, also of one series, all set at one moment', () => {
  const at = new Date('2026-11-26T08:00:00Z')
  const key = (id: string) => ({ id: id as never, changed_at: at, starts_at: at, ends_at: at, time_zone: 'Europe/Paris' })
  const tags = [['a', 'b'], ['b', 'c'], ['a'], []].map((ids) => tagOf(ids.map(key), []))
  expect(new Set(tags).size).toBe(tags.length)
  expect(tagOf([key('a'), key('b')], [])).toBe(tags[0])
})
