import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, clockIn, weekdayOf } from '#platform/i18n/moments'
import { ruleOf } from '../law.ts'
import { type Back, dayBefore, type Deadline, endOf } from './days.ts'

const days = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 86_400_000, max: Date.UTC(2032, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
const nth = fc.record({ nth: fc.integer({ min: 1, max: 10 }), weekday: fc.integer({ min: 1, max: 7 }) })
const zones = fc.constantFrom(
  'Pacific/Wallis',
  'Pacific/Noumea',
  'Indian/Reunion',
  'Europe/Paris',
  'America/Guadeloupe',
  'Pacific/Tahiti',
)

test('the nth weekday before a vote is such a day, with exactly n of them from it to the eve', () => {
  fc.assert(
    fc.property(days, nth, (vote, back) => {
      const day = dayBefore(vote, back)
      expect(weekdayOf(day)).toBe(back.weekday)
      const between = Array.from({ length: 80 }, (_, n) => addDays(vote, -n - 1)).filter((one) => one >= day)
      expect(between.filter((one) => weekdayOf(one) === back.weekday)).toHaveLength(back.nth)
    }),
  )
})

test('a vote that moves by some weeks moves its deadlines by as many', () => {
  fc.assert(
    fc.property(
      days,
      fc.oneof(nth, fc.record({ days: fc.integer({ min: 0, max: 60 }) })),
      fc.integer({ min: -9, max: 9 }),
      (vote, back: Back, weeks) => {
        expect(dayBefore(addDays(vote, 7 * weeks), back)).toBe(addDays(dayBefore(vote, back), 7 * weeks))
      },
    ),
  )
})

test('a deadline ends at midnight by the clocks there: not a minute of its day is lost, from Wallis to Tahiti', () => {
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      const end = endOf({ back: { days: 0 }, hour: '24:00' }, day, zone)
      expect(clockIn(zone, new Date(end.getTime() - 60_000))).toEqual({ day, hour: '23:59' })
      expect(clockIn(zone, end)).toEqual({ day: addDays(day, 1), hour: '00:00' })
    }),
  )
})

/** As they were in 2022, told by the ministry, and as they are in 2027. */
test.each([
  ['2022-04-10', '2022-03-02', '2022-03-04', '2022-03-31'],
  ['2022-06-12', '2022-05-04', '2022-05-06', '2022-06-02'],
  ['2024-06-09', '2024-05-01', '2024-05-03', '2024-05-30'],
  ['2027-04-11', '2027-03-03', '2027-03-05', '2027-04-01'],
  ['2027-04-18', '2027-03-10', '2027-03-12', '2027-04-08'],
  // On the Saturday, overseas.
  ['2027-04-10', '2027-03-03', '2027-03-05', '2027-03-31'],
])('in France, for a vote on %s: online to %s, at the town hall to %s, in special cases to %s', (vote, ...ends) => {
  const day = (key: string) => dayBefore(vote, ruleOf<Deadline>('FR', key, vote)!.value.back)
  expect([day('register.online'), day('register.paper'), day('register.late')]).toEqual(ends)
})

test('working days are neither weekends nor holidays', () => {
  // Twelve working days before 7 May 2026, with the Easter and May holidays between (GB).
  expect(dayBefore('2026-05-07', { working: 12 }, new Set(['2026-04-03', '2026-04-06', '2026-05-04']))).toBe('2026-04-20')
})

test('the last such date before a vote is one of the year before when the vote is on it', () => {
  const back = { date: '12-31' }
  expect(dayBefore('2027-04-18', back)).toBe('2026-12-31')
  expect(dayBefore('2027-12-31', back)).toBe('2026-12-31')
})
