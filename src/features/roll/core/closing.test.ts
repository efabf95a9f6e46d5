import { expect, test } from 'vitest'
import { endingsOf, stageOf, WAYS } from './closing.ts'
import type { VotingHere } from './votes.ts'

const everywhere = { vote_on: '2027-04-18', closes: '20:00', area_id: null, place_id: null }
// Nothing here reads more of a vote.
const vote = {
  id: 'v',
  name: 'Premier tour',
  country: 'FR',
  kind: 'presidential',
  first_round: null,
  lists_closed: null,
  days: [everywhere],
} as VotingHere['vote']
const here: VotingHere = {
  vote,
  vote_on: '2027-04-18',
  closes: '20:00',
  time_zone: 'Europe/Paris',
  settled_by: '2027-04-18',
  lists_closed: null,
  area: 'FR-69',
}
const days = (at: VotingHere) => WAYS.map((way) => endingsOf(at)[way]?.day)
const paris = (moment: string) => new Date(`${moment}+01:00`)

test('in Lyon, for 18 April 2027: online to Wednesday midnight, at the town hall to Friday, exceptions to the tenth day', () => {
  expect(days(here)).toEqual(['2027-03-10', '2027-03-12', '2027-04-08'])
  expect(endingsOf(here).online?.at).toEqual(paris('2027-03-11T00:00'))
  expect(endingsOf(here).paper?.hour).toBeNull()
})

test('in Papeete, where one votes on Saturday, the exceptions end a day earlier, and the Wednesday by clocks there', () => {
  const papeete = { ...here, vote_on: '2027-04-17', settled_by: '2027-04-17', time_zone: 'Pacific/Tahiti', area: 'FR-987' }
  expect(days(papeete)).toEqual(['2027-03-10', '2027-03-12', '2027-04-07'])
  expect(endingsOf(papeete).online?.at).toEqual(new Date('2027-03-11T10:00:00Z'))
})

test('in Nouméa the roll closes on the last day of the year before, and knows no exception', () => {
  expect(days({ ...here, time_zone: 'Pacific/Noumea', area: 'FR-988' })).toEqual(['2026-12-31', '2026-12-31', undefined])
})

test('where part of the country votes, one registers online as long as at the town hall', () => {
  const partial = { ...here, vote: { ...vote, days: [{ ...everywhere, area_id: 'FR-69' }] } as VotingHere['vote'] }
  expect(days(partial)).toEqual(['2027-03-12', '2027-03-12', '2027-04-08'])
})

test('in Nouméa the last day of the year holds for a part of the country too', () => {
  const partial = { ...vote, days: [{ ...everywhere, area_id: 'FR-988' }] } as VotingHere['vote']
  expect(days({ ...here, vote: partial, time_zone: 'Pacific/Noumea', area: 'FR-988' })).toEqual([
    '2026-12-31',
    '2026-12-31',
    undefined,
  ])
})

test('a decree that closes the lists itself goes before the law, and leaves the exceptions', () => {
  expect(days({ ...here, lists_closed: '2027-03-20' })).toEqual(['2027-03-20', '2027-03-20', '2027-04-08'])
})

test('a second round is counted from its first; a country that we have not read has no end', () => {
  expect(days({ ...here, vote_on: '2027-05-02' })).toEqual(days(here))
  expect(endingsOf({ ...here, vote: { ...vote, country: 'BR' } as VotingHere['vote'] })).toEqual({})
})

test('to the last minute one registers as everybody; then as an exception; then not for this vote', () => {
  const at = (moment: string) => stageOf(endingsOf(here), paris(moment))
  expect(at('2027-03-12T23:59')).toBe('ordinary')
  expect(at('2027-03-13T00:00')).toBe('late')
  expect(stageOf(endingsOf(here), new Date('2027-04-08T21:59:00Z'))).toBe('late')
  expect(stageOf(endingsOf(here), new Date('2027-04-08T22:00:00Z'))).toBe('over')
  expect(stageOf({}, paris('2027-03-12T23:59'))).toBeUndefined()
})

test('what is remembered of a vote is of one place: another department of the same clocks has its own days, and other clocks their own moment', () => {
  const same = { ...vote }
  const lyon = endingsOf({ ...here, vote: same })
  expect(endingsOf({ ...here, vote: same, area: 'FR-988' }).paper?.day).toBe('2026-12-31')
  expect(endingsOf({ ...here, vote: same })).toEqual(lyon)
  const elsewhere = endingsOf({ ...here, vote: same, time_zone: 'Indian/Reunion' })
  expect(elsewhere.online?.day).toBe(lyon.online?.day)
  expect(elsewhere.online!.at.getTime()).toBe(lyon.online!.at.getTime() - 3 * 3_600_000)
  // A second round asks by the day of the first, and the vote itself may have moved since: an object that was read anew knows nothing.
  expect(endingsOf({ ...here, vote: same, settled_by: '2027-05-02' }).online?.day).toBe('2027-03-24')
  expect(endingsOf({ ...here, vote: same, lists_closed: '2027-02-01' }).online?.day).toBe('2027-02-01')
})
