import { expect, test } from 'vitest'
import { canBeAgreed, canBeAnswered, countedSince, HOURS, whyNotAsked } from './rules.ts'

const now = new Date('2026-11-22T18:00:00Z')
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)]

test('a week has three parts a day', () => {
  expect(HOURS).toHaveLength(21)
  expect([HOURS[0], HOURS.at(-1)]).toEqual(['mon-morning', 'sun-evening'])
})

test('requests count for thirty days', () => {
  expect(countedSince(now)).toEqual(new Date('2026-10-23T18:00:00Z'))
})

test('nobody is asked more often than she lets, and nobody asks more than twenty', () => {
  const why = (received: number, sent: number, most = 2) => whyNotAsked({ most, received, sent })
  expect([why(0, 0), why(1, 19), why(2, 0), why(3, 0), why(0, 20), why(0, 21), why(0, 0, 0)]).toEqual([
    undefined,
    undefined,
    'offers.request.enough',
    'offers.request.enough',
    'offers.request.many',
    'offers.request.many',
    'offers.request.enough',
  ])
})

test('a request is answered while it is open and its hour has not come', () => {
  const can = (state: string, starts_at: Date) => canBeAnswered({ state, starts_at }, now)
  expect([can('open', after), can('open', now), can('open', before)]).toEqual([true, false, false])
  expect(['proposed', 'accepted', 'declined', 'withdrawn'].map((state) => can(state, after))).toEqual(Array(4).fill(false))
})

test('another time is agreed to while it stands and has not come', () => {
  const can = (state: string, proposed_at: Date | null) => canBeAgreed({ state, proposed_at }, now)
  expect([can('proposed', after), can('proposed', now), can('proposed', before), can('proposed', null)]).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect(['open', 'accepted', 'declined', 'withdrawn'].map((state) => can(state, after))).toEqual(Array(4).fill(false))
})
