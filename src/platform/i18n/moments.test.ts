import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay } from './locales.ts'
import { clockIn, lastMomentOf, momentIn, sayMoment } from './moments.ts'

const ZONES = ['Europe/Paris', 'America/Cayenne', 'Indian/Reunion', 'Pacific/Noumea', 'America/New_York', 'Asia/Kathmandu']

test('what clocks show, and the moment at which they show it, are each other’s way back', () => {
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 20 })
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), minutes, (zone, after) => {
      const moment = new Date(Date.UTC(2016, 0, 1) + after * 60_000)
      const { day, hour } = clockIn(zone, moment)
      const again = momentIn(zone, day, hour)!
      // The hour that autumn shows twice is taken for the first.
      expect([0, 3_600_000]).toContain(moment.getTime() - again.getTime())
    }),
  )
})

test('the same hour is another moment in winter, in summer and elsewhere', () => {
  expect(momentIn('Europe/Paris', '2026-01-15', '19:00')).toEqual(new Date('2026-01-15T18:00:00Z'))
  expect(momentIn('Europe/Paris', '2026-07-15', '19:00')).toEqual(new Date('2026-07-15T17:00:00Z'))
  expect(momentIn('Indian/Reunion', '2026-07-15', '19:00')).toEqual(new Date('2026-07-15T15:00:00Z'))
})

test('an hour that spring skips is the one after; one that autumn shows twice the first', () => {
  expect(momentIn('Europe/Paris', '2026-03-29', '02:30')).toEqual(new Date('2026-03-29T01:30:00Z'))
  expect(momentIn('Europe/Paris', '2026-10-25', '02:30')).toEqual(new Date('2026-10-25T00:30:00Z'))
})

test.each([
  ['2026-02-30', '19:00'],
  ['2026-13-01', '19:00'],
  ['2026-01-15', '24:01'],
  ['demain', '19:00'],
  ['2026-01-15', ''],
])('%s %s is no moment', (day, hour) => {
  expect(momentIn('Europe/Paris', day, hour)).toBeUndefined()
})

test('French counts the first of a month, and only that', () => {
  expect(formatDay('fr', '2026-03-01')).toBe('1er mars 2026')
  expect(formatDay('fr', '2026-03-21')).toBe('21 mars 2026')
  expect(formatDay('fr', '2026-03-11')).toBe('11 mars 2026')
  expect(sayMoment('fr', new Date('2026-08-01T10:30:00Z'), 'Europe/Paris')).toBe('samedi 1er août à 12\u00a0h\u00a030')
  expect(formatDay('en', '2026-03-01')).toBe('1 March 2026')
})

test('the last second of a day comes before the midnight there, also where a day has 23 hours', () => {
  expect(lastMomentOf('Pacific/Tahiti', '2026-12-31')).toEqual(new Date('2027-01-01T09:59:59Z'))
  expect(lastMomentOf('Europe/Paris', '2026-03-29')).toEqual(new Date('2026-03-29T21:59:59Z'))
})
