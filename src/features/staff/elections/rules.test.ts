import fc from 'fast-check'
import { expect, test } from 'vitest'
import silence from './data/silence.json' with { type: 'json' }
import { mayRemove, overlap, ruleFor, silenceOf, votingIn } from './rules.ts'

const sunday = { vote_on: '2027-04-11', closes: '20:00' }
const iso = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()]

test('in France silence begins on the eve at midnight and lasts until the last station closes, five minutes wider', () => {
  expect(iso(silenceOf(ruleFor('FR', sunday.vote_on), sunday, 'Europe/Paris'))).toEqual([
    '2027-04-09T21:55:00.000Z',
    '2027-04-11T18:05:00.000Z',
  ])
})

test('where people vote on Saturday, silence begins on Friday, by clocks there', () => {
  const saturday = { vote_on: '2027-04-10', closes: '18:00' }
  expect(iso(silenceOf(ruleFor('FR', saturday.vote_on), saturday, 'America/Guadeloupe'))).toEqual([
    '2027-04-09T03:55:00.000Z',
    '2027-04-10T22:05:00.000Z',
  ])
})

test('across the night in which clocks change, it begins at midnight all the same', () => {
  const vote = { vote_on: '2027-03-28', closes: '20:00' }
  expect(iso(silenceOf(ruleFor('FR', vote.vote_on), vote, 'Europe/Paris'))).toEqual([
    '2027-03-26T22:55:00.000Z',
    '2027-03-28T18:05:00.000Z',
  ])
})

test('a country without a rule gets two whole days around the vote', () => {
  expect(ruleFor('BR', sunday.vote_on)).toBeUndefined()
  expect(iso(silenceOf(undefined, sunday, 'America/Sao_Paulo'))).toEqual(['2027-04-09T02:55:00.000Z', '2027-04-14T03:05:00.000Z'])
})

test('the narrowest line says when a territory votes', () => {
  const day = (area_id: string | null, place_id: string | null = null) => ({ ...sunday, area_id, place_id })
  const [all, region, department, town] = [day(null), day('FR-R84'), day('FR-69'), day(null, 'FR-69123')]
  const lyon = { place: 'FR-69123', around: ['FR-69', 'FR-R84', 'FR'] }
  expect(votingIn([all, region, department, town], lyon)).toBe(town)
  expect(votingIn([all, region, department], lyon)).toBe(department)
  expect(votingIn([all, region], lyon)).toBe(region)
  expect(votingIn([all], lyon)).toBe(all)
  expect(votingIn([day('FR-75')], lyon)).toBeUndefined()
})

test('spans meet whichever is asked first, and a moment alone counts', () => {
  const moment = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  const span = fc.tuple(moment, moment).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
  fc.assert(fc.property(span, span, (a, b) => overlap(a, b) === overlap(b, a)))
  fc.assert(fc.property(span, ({ from, to }) => overlap({ from, to }, { from: to, to })))
})

test('a vote that is near, or over, is not taken away', () => {
  const now = new Date('2027-04-01T12:00:00Z')
  expect([mayRemove('2027-05-01', now), mayRemove('2027-04-08', now), mayRemove('2027-03-01', now)]).toEqual([true, false, false])
})

test('a rule holds until the last day that it is known for', () => {
  for (const { country, until } of silence) {
    expect(ruleFor(country, until ?? '2099-12-31')?.country).toBe(country)
    if (until) expect(ruleFor(country, `${until}z`)).toBeUndefined()
  }
  // Where the law changes, one after the other.
  const [old, now] = [
    { ...silence[0]!, country: 'XX', until: '2027-06-30' },
    { ...silence[0]!, country: 'XX', until: null },
  ]
  const holds = (day: string, rules = [old, now]) => ruleFor('XX', day, rules)
  expect([holds('2027-06-30'), holds('2027-07-01')]).toEqual([old, now])
  expect(holds('2027-07-01', [old])).toBeUndefined()
  expect(silence.map(({ country }) => country)).toEqual(expect.arrayContaining(['FR', 'ES', 'IT']))
})

test('spans that touch meet; those apart do not, on either side', () => {
  const span = (from: number, to: number) => ({ from: new Date(from), to: new Date(to) })
  expect([overlap(span(0, 2), span(2, 4)), overlap(span(2, 4), span(0, 2)), overlap(span(0, 9), span(3, 4))]).toEqual(
    Array(3).fill(true),
  )
  expect([overlap(span(0, 2), span(3, 4)), overlap(span(3, 4), span(0, 2))]).toEqual([false, false])
})

test('a line for an area that has no town is not that of who lives in no town, and the narrowest area comes first', () => {
  const day = (area_id: string | null, place_id: string | null = null) => ({ ...sunday, area_id, place_id })
  const [all, region, department] = [day(null), day('FR-R84'), day('FR-69')]
  const abroad = { place: null, around: ['FR-69', 'FR-R84'] }
  expect(votingIn([all, region, department], abroad)).toBe(department)
  expect(votingIn([day(null, 'FR-69123'), region, all], abroad)).toBe(region)
  expect(votingIn([day(null, 'FR-69123'), all], abroad)).toBe(all)
  expect(votingIn([day(null, 'FR-69123'), day('FR-75')], abroad)).toBeUndefined()
  expect(votingIn([day('FR-75', 'FR-75056'), all], { place: 'FR-75056', around: [] })).not.toBe(all)
})

test('a vote is taken away until eight days before it', () => {
  const day = new Date('2027-05-01T00:00:00Z').getTime()
  const before = (days: number) => mayRemove('2027-05-01', new Date(day - days * 86_400_000))
  expect([before(9), before(8.001), before(8), before(7)]).toEqual([true, true, false, false])
})
