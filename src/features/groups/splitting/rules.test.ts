import { expect, test } from 'vitest'
import { distanceKm } from '#platform/geo/points'
import { childName, daysAfter, FEWEST_TO_SPLIT, type Half, isDense, proposalsFor, travelMinutes, whyNotDivided } from './rules.ts'
import fc from 'fast-check'

const LYON = { lng: 4.835, lat: 45.758 }
const none = { pins: [], wishes: [], keepLanguages: false }
const member = (n: number, otherwise: Partial<Half> = {}): Half => ({
  person: `p${n}`,
  organises: n < 2,
  hosts: false,
  language: 'fr',
  home: LYON,
  dense: true,
  ...otherwise,
})
const group = (size: number, otherwise: (n: number) => Partial<Half> = () => ({})) =>
  Array.from({ length: size }, (_, n) => member(n, otherwise(n)))

const halves = fc
  .array(
    fc.record({
      organises: fc.boolean(),
      hosts: fc.boolean(),
      language: fc.constantFrom('fr', 'en', 'es'),
      dense: fc.boolean(),
      home: fc.record({ lng: fc.double({ min: 4, max: 5, noNaN: true }), lat: fc.double({ min: 45, max: 46, noNaN: true }) }),
    }),
    { minLength: 13, maxLength: 16 },
  )
  .map((all) => all.map((one, n): Half => ({ ...one, person: `p${n}` })))

test('every proposal is two whole halves of 3 to 10, each with somebody to lead it where two would, pins kept', () => {
  fc.assert(
    fc.property(halves, fc.tuple(fc.nat(12), fc.nat(12)), (members, [a, b]) => {
      const pins: [string, string][] = a === b ? [] : [[`p${a}`, `p${b}`]]
      const leaders = members.filter(({ organises }) => organises).map(({ person }) => person)
      const proposals = proposalsFor(members, { ...none, pins }, { here: LYON, distanceKm })
      for (const { stay, move } of proposals) {
        expect([...stay, ...move].toSorted()).toEqual(members.map(({ person }) => person).toSorted())
        const reason = whyNotDivided({ stay, move, leaders, pins })
        expect(leaders.length > 1 ? reason : undefined).toBeUndefined()
        expect(Math.min(stay.length, move.length)).toBeGreaterThanOrEqual(3)
        expect(Math.max(stay.length, move.length)).toBeLessThanOrEqual(10)
      }
      if (leaders.length > 2 && pins.length === 0) expect(proposals.length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})

test('who all live in one building make halves of equal size, and each wish is kept that can be', () => {
  const wishes: [string, string][] = [
    ['p2', 'p3'],
    ['p4', 'p5'],
    ['p6', 'p7'],
  ]
  const [best] = proposalsFor(group(13), { ...none, wishes }, { here: LYON, distanceKm })
  expect([best!.stay.length, best!.move.length].toSorted()).toEqual([6, 7])
  expect(best!.keptWishes).toBe(3)
  expect(best!.minutes).toEqual({ stay: 0, move: 0 })
})

test('the half that meets where the group met stays the group', () => {
  const away = { lng: 4.835, lat: 45.95 }
  const members = group(13, (n) => ({ organises: n === 0 || n === 12, home: n > 6 ? away : LYON }))
  const [best] = proposalsFor(members, none, { here: LYON, distanceKm })
  expect(best!.stay).toEqual(members.slice(0, 7).map(({ person }) => person))
  expect(best!.meets.move).toEqual(away)
})

test('those who share a language that few speak stay together when asked', () => {
  const members = group(13, (n) => ({ language: [3, 7, 9].includes(n) ? 'es' : 'fr' }))
  for (const { stay } of proposalsFor(members, { ...none, keepLanguages: true }, { here: LYON, distanceKm }))
    expect([0, 3]).toContain(['p3', 'p7', 'p9'].filter((one) => stay.includes(one)).length)
})

test('a half across the antimeridian is next door', () => {
  const members = group(13, (n) => ({
    organises: n === 0 || n === 12,
    home: n > 6 ? { lng: -179.99, lat: -17 } : { lng: 179.99, lat: -17 },
  }))
  const [best] = proposalsFor(members, none, { here: { lng: 179.99, lat: -17 }, distanceKm })
  expect(best!.minutes).toEqual({ stay: 0, move: 0 })
})

test('minutes of travel: on foot next door, by car in the country, by public transport across a town', () => {
  expect(travelMinutes(0, true)).toBe(0)
  expect(travelMinutes(0.9, true)).toBeCloseTo(14.7, 1)
  expect(travelMinutes(5, true)).toBeCloseTo(36)
  expect(travelMinutes(20, false)).toBeCloseTo(39.7, 1)
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.boolean(),
      (km, more, dense) => {
        expect(travelMinutes(km + more, dense)).toBeGreaterThanOrEqual(travelMinutes(km, dense))
      },
    ),
  )
})

test('why a division cannot be', () => {
  const people = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `p${from + n}`)
  const leaders = ['p0', 'p12']
  const pins: [string, string][] = [['p1', 'p2']]
  expect(whyNotDivided({ stay: people(0, 7), move: people(7, 13), leaders, pins })).toBeUndefined()
  expect(whyNotDivided({ stay: people(0, 11), move: people(11, 13), leaders, pins })).toBe('splitting.decision.size')
  expect(whyNotDivided({ stay: people(0, 7), move: people(7, 13), leaders: ['p0'], pins })).toBe('splitting.decision.organiser')
  expect(whyNotDivided({ stay: people(0, 7), move: people(7, 13), leaders, pins: [['p0', 'p12']] })).toBe(
    'splitting.decision.pins',
  )
})

test.each([
  { parent: 'Croix-Rousse', town: 'Villeurbanne', same: false, name: 'Villeurbanne' },
  { parent: 'Croix-Rousse', town: 'Lyon', same: true, name: 'Croix-Rousse 2' },
  { parent: 'Croix-Rousse 2', town: 'Lyon', same: true, name: 'Croix-Rousse 3' },
  { parent: 'Quartier 12', town: 'Lyon', same: true, name: 'Quartier 13' },
  { parent: '1 place 2', town: 'Lyon', same: true, name: '1 place 3' },
  { parent: 'Place du 8 mai', town: 'Lyon', same: true, name: 'Place du 8 mai 2' },
  { parent: 'x', town: 'T'.repeat(90), same: false, name: 'T'.repeat(80) },
  { parent: `${'P'.repeat(79)} 2`, town: 'Lyon', same: true, name: `${'P'.repeat(74)} 3` },
])('a child of $parent in $town is called after its town, or by a number', ({ parent, town, same, name }) => {
  expect(childName(parent, town, same)).toBe(name)
})

test('a group divides from six on; a town of twenty thousand is walked through', () => {
  expect(FEWEST_TO_SPLIT).toBe(6)
  expect([isDense(20_000), isDense(19_999)]).toEqual([true, false])
  expect(daysAfter(new Date('2026-11-22T12:00:00Z'), 14)).toEqual(new Date('2026-12-06T12:00:00Z'))
  // In the country too, one walks next door: 0.09 km at 4.5 km/h.
  expect(travelMinutes(0.09, false)).toBeCloseTo(1.5)
})

test('a division is refused for each thing that is wrong with it, on either side', () => {
  const people = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `p${from + n}`)
  const leaders = ['p0', 'p12', 'p19']
  const why = (stay: string[], move: string[], pins: [string, string][] = []) => whyNotDivided({ stay, move, leaders, pins })
  expect([why(people(0, 3), people(3, 13)), why(people(0, 10), people(10, 13))]).toEqual([undefined, undefined])
  expect([why(people(0, 2), people(2, 12)), why(people(2, 12), people(0, 2))]).toEqual(Array(2).fill('splitting.decision.size'))
  expect([why(people(0, 2), people(2, 13)), why(people(0, 11), people(11, 20)), why(people(0, 9), people(9, 20))]).toEqual(
    Array(3).fill('splitting.decision.size'),
  )
  expect([why(people(1, 7), people(7, 13)), why(people(0, 6), people(6, 12))]).toEqual(
    Array(2).fill('splitting.decision.organiser'),
  )
  expect(
    why(people(0, 6), people(6, 13), [
      ['p1', 'p2'],
      ['p3', 'p9'],
    ]),
  ).toBe('splitting.decision.pins')
})

const AWAY = { lng: 4.835, lat: 45.95 }
const FAR = { lng: 4.835, lat: 46.3 }

test('halves meet where two offer it, and where nobody or one does, at anybody’s', () => {
  const offering = (hosts: number[]) =>
    group(13, (n) => ({ organises: n === 0 || n === 12, home: n > 6 ? AWAY : LYON, hosts: hosts.includes(n) }))
  const places = (hosts: number[]) =>
    proposalsFor(offering(hosts), none, { here: LYON, distanceKm }).map(({ meets }) => meets.move)
  expect(places([])[0]).toEqual(AWAY)
  expect(places([0])[0]).toEqual(AWAY)
  // Two who offer it live in Lyon: nobody else is asked to.
  for (const place of places([0, 1])) expect(place).toEqual(LYON)
  expect(places([0, 12])[0]).toEqual(AWAY)
})

test('the minutes of a half are the mean of its people', () => {
  const members = group(6, (n) => ({ organises: n === 0 || n === 5, home: n < 3 ? LYON : n === 5 ? FAR : AWAY, dense: false }))
  const [best] = proposalsFor(members, none, { here: LYON, distanceKm })
  expect([best!.stay.length, best!.move.length]).toEqual([3, 3])
  const one = travelMinutes(distanceKm(FAR, AWAY), false)
  expect(best!.minutes.stay).toBe(0)
  expect(best!.minutes.move).toBeCloseTo(one / 3)
})

test('with one who would lead, halves are proposed all the same, for somebody to be found', () => {
  const [best] = proposalsFor(
    group(13, (n) => ({ organises: n === 0 })),
    none,
    { here: LYON, distanceKm },
  )
  expect(best!.stay.length + best!.move.length).toBe(13)
  const two = proposalsFor(
    group(13, (n) => ({ organises: n === 4 || n === 5 })),
    none,
    { here: LYON, distanceKm },
  )
  expect(two.length).toBeGreaterThan(0)
  for (const { stay } of two) expect(stay.includes('p4')).not.toBe(stay.includes('p5'))
})

test('wishes of somebody who has left count for nothing, and one that cannot be kept is not said to be', () => {
  const members = group(13, (n) => ({ organises: n === 0 || n === 12, home: n > 6 ? FAR : LYON, dense: false }))
  const wishes: [string, string][] = [
    ['p1', 'gone'],
    ['gone', 'p2'],
    ['p9', 'gone'],
    ['p1', 'p2'],
    ['p3', 'p9'],
  ]
  const [best] = proposalsFor(members, { ...none, wishes, pins: [['p1', 'gone']] }, { here: LYON, distanceKm })
  expect(best!.stay).toEqual(members.slice(0, 7).map(({ person }) => person))
  expect(best!.keptWishes).toBe(1)
})

test('two who speak a language of few stay together; a language of most ties nobody, and neither does one of nobody else', () => {
  // Those of each language live apart, six minutes from one another: less than their language is worth.
  const near = { lng: 4.835, lat: 45.785 }
  const best = (languages: (n: number) => string, keepLanguages: boolean) => {
    const members = group(12, (n) => ({
      organises: n === 0 || n === 11,
      home: n > 5 ? near : LYON,
      dense: false,
      language: languages(n),
    }))
    return proposalsFor(members, { ...none, keepLanguages }, { here: LYON, distanceKm })[0]!
  }
  const together = ({ stay }: { stay: string[] }, a: string, b: string) => stay.includes(a) === stay.includes(b)
  const few = (n: number) => ([2, 8].includes(n) ? 'es' : 'fr')
  expect(together(best(few, true), 'p2', 'p8')).toBe(true)
  expect(together(best(few, false), 'p2', 'p8')).toBe(false)
  // Half of them is still few; more is most.
  const half = (n: number) => (n % 2 === 0 ? 'es' : `l${n}`)
  expect(new Set([0, 2, 4, 6, 8, 10].map((n) => best(half, true).stay.includes(`p${n}`))).size).toBe(1)
  const most = (n: number) => (n % 2 === 0 || n === 1 ? 'fr' : `l${n}`)
  expect(best(most, true).stay).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'])
})

test('the half that meets where the group met stays it, smaller or not, and whoever is first in the list', () => {
  const stays = (nearby: (n: number) => boolean) => {
    const members = group(13, (n) => ({ organises: n === 0 || n === 12, home: nearby(n) ? LYON : AWAY }))
    const [best] = proposalsFor(members, none, { here: LYON, distanceKm })
    expect(best!.meets).toEqual({ stay: LYON, move: AWAY })
    return best!.stay
  }
  expect(stays((n) => n < 6)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'])
  expect(stays((n) => n > 6)).toEqual(['p7', 'p8', 'p9', 'p10', 'p11', 'p12'])
})

test('of two halves that meet as near, the larger one stays; of two as large, that of who comes first', () => {
  const best = (size: number, pins: [string, string][] = []) =>
    proposalsFor(
      group(size, (n) => ({ organises: n === 0 || n === size - 1 })),
      { ...none, pins },
      { here: LYON, distanceKm },
    )[0]!
  expect([best(13).stay.length, best(13).move.length]).toEqual([7, 6])
  const seven = ['p6', 'p7', 'p8', 'p9', 'p10', 'p11', 'p12']
  const pins = seven.slice(1).map((one): [string, string] => ['p6', one])
  expect(best(13, pins).stay).toEqual(seven)
  expect(best(12).stay).toContain('p0')
})
