import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ruleOf } from '../core/index.ts'
import { agreedOf, differencesOf, expressedIn, faultsOf, type Figures, isUneven } from './rules/figures.ts'
import { endOfVote, hourOf, mayOpen, mayTell, type Silence } from './rules/telling.ts'

const n = fc.nat({ max: 2000 })
const figures: fc.Arbitrary<Figures> = fc.record({
  registered: n,
  voters: n,
  ballots: n,
  blank: n,
  void: n,
  votes: fc.dictionary(fc.constantFrom('a', 'b', 'c'), n, { noNullPrototype: true }),
})

test('a sheet without faults adds up, and takes no more than are registered', () => {
  fc.assert(
    fc.property(figures, (sheet) => {
      const sound = { ...sheet, ballots: sheet.blank + sheet.void + expressedIn(sheet) }
      sound.registered = sound.ballots + sheet.registered
      sound.voters = sound.ballots
      expect(faultsOf(sound)).toEqual({})
      expect(isUneven(sound)).toBe(false)
      expect(faultsOf({ ...sound, ballots: sound.ballots + 1, registered: sound.registered + 1 })).toEqual({
        ballots: 'counting.count.not-the-sum',
      })
      expect(faultsOf({ ...sound, voters: sound.registered + 1 })).toEqual({ voters: 'counting.count.over-registered' })
      expect(Object.keys(faultsOf({ ...sound, registered: sound.ballots - 1, voters: 0 }))).toEqual(['ballots'])
      const more = { ...sound, votes: { ...sound.votes, a: (sound.votes.a ?? 0) + 1 } }
      expect(Object.keys(faultsOf(more))).toEqual(['ballots'])
      expect(isUneven({ ...sound, voters: sound.ballots + 1 })).toBe(true)
    }),
  )
})

test('figures count when two persons typed them alike, and never by one alone, however often', () => {
  fc.assert(
    fc.property(figures, figures, (one, other) => {
      const differ = Object.keys(differencesOf(one, other)).length > 0
      expect(agreedOf([])).toBeUndefined()
      expect(
        agreedOf([
          { by: 'ana', figures: one },
          { by: 'ana', figures: one },
        ]),
      ).toBeUndefined()
      expect(
        agreedOf([
          { by: 'ana', figures: one },
          { by: 'leo', figures: other },
        ]),
      ).toEqual(differ ? undefined : one)
      expect(
        agreedOf([
          { by: 'ana', figures: other },
          { by: 'leo', figures: one },
          { by: 'ana', figures: one },
        ]),
      ).toEqual(one)
      // Who has two accounts is one.
      expect(
        agreedOf([
          { by: 'ana', person: 'a', figures: one },
          { by: 'ana, by another mailbox', person: 'a', figures: one },
        ]),
      ).toBeUndefined()
      // Two pairs that differ are no agreement.
      const pairs = ['ana', 'leo', 'zoe', 'eva'].map((by, at) => ({ by, figures: at < 2 ? one : other }))
      expect(agreedOf(pairs)).toEqual(differ ? undefined : one)
    }),
  )
})

test('each field in which two sheets differ is told, with what the other says', () => {
  const sheet = { registered: 900, voters: 500, ballots: 500, blank: 5, void: 5, votes: { a: 300, b: 190 } }
  expect(differencesOf(sheet, { ...sheet, blank: 6, votes: { a: 299, b: 190 } })).toEqual({ blank: 6, 'votes[a]': 299 })
  expect(differencesOf(sheet, sheet)).toEqual({})
})

const law = ruleOf<Silence>('FR', 'results.silence', '2027-04-18')!.value
const day = (vote_on: string, closes: string, where: { area_id?: string; place_id?: string } = {}) => ({
  vote_on,
  closes,
  area_id: null,
  place_id: null,
  ...where,
})
const hour = (...days: Parameters<typeof hourOf>[1]) => hourOf(law, days)?.toISOString() ?? null

test('counts are told when the last station at home is shut on the last day, and never before 20:00 there', () => {
  expect(hour(day('2027-04-18', '19:00'), day('2027-04-18', '20:00', { place_id: 'FR-75056' }))).toBe('2027-04-18T18:00:00.000Z')
  // Overseas on the Saturday, in Réunion hours earlier, in Tahiti hours later by the clock: all wait for the same hour.
  const overseas = [
    day('2027-04-17', '18:00', { area_id: 'FR-971' }),
    day('2027-04-17', '22:00', { area_id: 'FR-987' }),
    day('2027-04-18', '18:00', { area_id: 'FR-R04' }),
  ]
  expect(hour(day('2027-04-18', '20:00'), ...overseas)).toBe('2027-04-18T18:00:00.000Z')
  // Noted too early by somebody: the law's own hour holds. In winter an hour is another.
  expect(hour(day('2027-04-18', '08:00'))).toBe('2027-04-18T18:00:00.000Z')
  expect(hour(day('2027-12-05', '20:00'))).toBe('2027-12-05T19:00:00.000Z')
  expect(hour(day('2027-04-18', '21:30', { area_id: 'FR-R11' }))).toBe('2027-04-18T19:30:00.000Z')
})

test('where no hour is known there is none: another country, a day that is none, people who vote after those at home', () => {
  expect(hourOf(undefined, [day('2027-04-18', '20:00')])).toBeNull()
  expect(hour()).toBeNull()
  expect(hour(day('2027-04-18', '25:00'))).toBeNull()
  expect(hour(day('2027-04-17', '18:00', { area_id: 'FR-971' }))).toBeNull()
  expect(hour(day('2027-04-18', '20:00'), day('2027-04-24', '18:00', { area_id: 'FR-988' }))).toBeNull()
  expect(endOfVote([])).toBeNull()
  expect(endOfVote([day('2027-04-18', '20:00')])?.toISOString()).toBe('2027-04-19T12:00:00.000Z')
})

test('nothing is told before the hour, nor without an opening, nor by an opening that was before it', () => {
  const moment = fc.date({ min: new Date('2027-04-01'), max: new Date('2027-05-01'), noInvalidDate: true })
  const maybe = fc.option(moment)
  fc.assert(
    fc.property(fc.record({ hour: maybe, ends: moment, opened_at: maybe }), moment, (told, now) => {
      const { opened_at } = told
      const from = told.hour ?? told.ends
      expect(mayOpen(told, now)).toBe(now >= from)
      expect(mayTell(told, now)).toBe(opened_at !== null && now >= opened_at && opened_at >= from)
    }),
  )
  // At the stroke of it they may.
  const stroke = new Date('2027-04-18T18:00:00Z')
  expect(mayOpen({ hour: stroke, ends: null }, stroke)).toBe(true)
  expect(mayOpen({ hour: stroke, ends: null }, new Date(stroke.getTime() - 1))).toBe(false)
  expect(mayTell({ hour: null, ends: null, opened_at: new Date(0) }, new Date('2030-01-01'))).toBe(false)
})
