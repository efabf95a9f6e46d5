import { expect, test } from 'vitest'
import { readFields } from './declared.ts'
import type { EventRow } from './tables.ts'
import { changedAlong, fits, isAnother, isNews } from './rules/changing.ts'

const span = (from: string, to: string) => ({ starts_at: new Date(from), ends_at: new Date(to) })
const SAID = {
  ...readFields({ title: 'Tracts au marché', language: 'fr', access: { toilets: 'true' } }),
  type: 'leafleting',
  time_zone: 'Europe/Paris',
  place_id: 'FR-69123',
  department_id: 'FR-69',
  country: 'FR',
  attendance: 'place' as const,
  precision: 'town' as const,
  lng: 4.835,
  lat: 45.758,
  address: null,
  exact_lng: null,
  exact_lat: null,
  campaign: true,
  recipe_id: null,
  ...span('2027-03-21T17:00:00Z', '2027-03-21T19:00:00Z'),
}
const row = (said: Partial<EventRow>) => ({ ...SAID, id: 'a', version: 3, ...said }) as EventRow

test('another time or place is news; words that are mended are none; a new moment of the same value is the same', () => {
  const told = [
    { title: 'Tracts' },
    { address: '3 rue Mazenod' },
    { exact_lat: 45.7, exact_lng: 4.8 },
    { online_url: 'https://a.example' },
    { place_id: 'FR-01001' },
  ]
  const untold = [
    { description: 'Venez' },
    { capacity: 5 },
    { access: ['toilets', 'seats'] },
    { price: '2 €' },
    { campaign: false },
  ]
  const after = (change: object) => ({ ...SAID, starts_at: new Date(SAID.starts_at), ...change })
  expect(told.map((change) => isNews(SAID, after(change)))).toEqual(told.map(() => true))
  expect([{}, ...untold].map((change) => isNews(SAID, after(change)))).toEqual([{}, ...untold].map(() => false))
  expect(isNews(SAID, after({ ends_at: new Date('2027-03-21T20:00:00Z') }))).toBe(true)
})

test('what it is, and whether it is of the campaign, makes it another; nobody is told of that', () => {
  expect(isAnother(SAID, { ...SAID, campaign: false })).toBe(true)
  expect(isAnother(SAID, { ...SAID, type: 'canvass' })).toBe(true)
  expect(isAnother(SAID, { ...SAID, title: 'Tracts' })).toBe(true)
  expect(isAnother(SAID, { ...SAID, description: 'Venez', access: [] })).toBe(false)
})

test('another date of a series gets what was changed, keeps what was said of it alone, and moves across the change of clocks', () => {
  const other = row({ ...span('2027-03-28T16:00:00Z', '2027-03-28T18:00:00Z'), title: 'Tracts, encore', capacity: 20 })
  const after = { ...SAID, ...span('2027-03-22T18:00:00Z', '2027-03-22T20:30:00Z'), guests: 2, title: SAID.title }
  const changed = changedAlong(other, row({}), after)
  expect(changed).toMatchObject({ title: 'Tracts, encore', capacity: 20, guests: 2 })
  // 19:00 to 21:30 in Paris, on summer time by then.
  expect(changed).toMatchObject(span('2027-03-29T17:00:00Z', '2027-03-29T19:30:00Z'))
  expect(changed).not.toHaveProperty('version')
})

test('a shift that lay within its event still does; one that outlasts it still meets it', () => {
  const before = span('2027-03-21T17:00:00Z', '2027-03-21T19:00:00Z')
  const within = span('2027-03-21T18:00:00Z', '2027-03-21T19:00:00Z')
  const outlasts = span('2027-03-21T18:30:00Z', '2027-03-21T20:00:00Z')
  const shorter = { before, after: span('2027-03-21T17:00:00Z', '2027-03-21T18:45:00Z') }
  expect([fits(within, shorter), fits(outlasts, shorter)]).toEqual([false, true])
  expect(fits(outlasts, { before, after: span('2027-03-21T17:00:00Z', '2027-03-21T18:30:00Z') })).toBe(false)
  // Moved along by an hour already.
  const later = { before, after: span('2027-03-21T18:00:00Z', '2027-03-21T20:00:00Z') }
  expect(fits(span('2027-03-21T19:00:00Z', '2027-03-21T20:00:00Z'), later)).toBe(true)
  expect(fits(span('2027-03-21T19:00:00Z', '2027-03-21T20:01:00Z'), later)).toBe(true)
  expect(fits(span('2027-03-21T17:00:00Z', '2027-03-21T18:00:00Z'), later)).toBe(false)
})

/** On the day of the event, between two hours of the clock in UTC. */
const hours = (from: string, to: string) => span(`2027-03-21T${from}:00Z`, `2027-03-21T${to}:00Z`)

test.each([
  {
    shift: 'sets up before, while the event becomes longer',
    at: hours('16:00', '18:00'),
    after: hours('17:00', '20:00'),
    may: true,
  },
  { shift: 'sets up before, moved with it', at: hours('17:00', '19:00'), after: hours('18:00', '20:00'), may: true },
  { shift: 'clears up after, moved with it', at: hours('17:00', '18:30'), after: hours('16:00', '18:00'), may: true },
  { shift: 'would be over when it begins', at: hours('16:00', '17:30'), after: hours('17:30', '19:00'), may: false },
  { shift: 'began with it, and would begin before it', at: hours('17:00', '18:00'), after: hours('17:30', '19:00'), may: false },
  { shift: 'begins with it, and still does', at: hours('17:00', '18:00'), after: hours('17:00', '20:00'), may: true },
])('a shift that $shift may be: $may', ({ at, after, may }) => {
  expect(fits(at, { before: hours('17:00', '19:00'), after })).toBe(may)
})
