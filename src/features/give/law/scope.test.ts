import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockIn } from '../../../platform/i18n/moments.ts'
import { dayIn } from './days.ts'
import { filingOf, openingOf, ruleFor, scopeOf } from './index.ts'

const at = new Date('2026-12-15T12:00:00Z')
const ruleOf = (country: string, kind: string, on = at) => ruleFor({ country, kind }, on)!
const candidate = ruleOf('FR', 'candidate')
const president = ruleOf('FR', 'presidential')
const party = ruleOf('FR', 'party')

test('a year of a French party begins and ends by the clocks of Paris, wherever one gives', () => {
  const year = scopeOf(party, new Date('2026-12-31T22:59:59Z'))
  // 31 December, 23:59:59 in Paris; 1 January in Nouméa.
  expect(year).toEqual({
    over: 'year',
    across: 'kind',
    counts: ['gift', 'dues'],
    from: new Date('2025-12-31T23:00:00Z'),
    to: new Date('2026-12-31T23:00:00Z'),
  })
  expect(scopeOf(party, new Date('2026-12-31T23:00:00Z'))).toMatchObject({ from: new Date('2026-12-31T23:00:00Z') })
})

test('gifts to candidates are summed across all of the same vote, in the United States for each alone', () => {
  expect(scopeOf(candidate, at)).toEqual({ over: 'election', across: 'election', counts: ['gift'] })
  expect(scopeOf(ruleOf('US', 'federal_candidate'), at)).toMatchObject({ over: 'election', across: 'recipient' })
})

test('a candidate collects six months before the month of the vote (L52-4); a president up to twelve, when somebody confirmed it', () => {
  const opening = new Date('2026-11-30T23:00:00Z')
  expect(openingOf(candidate, '2027-06-13')).toEqual({ earliest: opening, default: opening })
  expect(openingOf(candidate, '2027-06-01')?.default).toEqual(opening)
  expect(openingOf(candidate, '2026-03-15')?.default).toEqual(new Date('2025-08-31T22:00:00Z'))
  expect(openingOf(president, '2027-04-11')).toEqual({ earliest: new Date('2026-03-31T22:00:00Z'), default: null })
  expect(openingOf(party, '2027-04-11')).toBeNull()
  expect(openingOf(ruleOf('ES', 'election'), '2027-05-23')).toEqual({ earliest: null, default: null })
})

test('the account is due at 18:00 on the tenth Friday after the first round (L52-12)', () => {
  // Counted on a calendar: 15 April 2022 is the first Friday after the vote of 10 April, 5 July 2024 after that of 30 June.
  expect(filingOf(candidate, '2022-04-10')).toEqual(new Date('2022-06-17T16:00:00Z'))
  expect(filingOf(candidate, '2024-06-30')).toEqual(new Date('2024-09-06T16:00:00Z'))
  // A vote on a Friday: the first Friday after it is in a week.
  expect(filingOf(candidate, '2027-01-01')).toEqual(new Date('2027-03-12T17:00:00Z'))
  expect(filingOf(party, '2027-01-01')).toBeNull()
})

test('the day that clocks show is that of the platform, written the same', () => {
  const at = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Europe/London', 'Pacific/Noumea', 'Asia/Kathmandu')
  fc.assert(
    fc.property(at, zone, (at, zone) => {
      expect(dayIn(zone, at)).toBe(clockIn(zone, at).day)
    }),
  )
})
