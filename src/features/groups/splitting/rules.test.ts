import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceKm } from '#platform/geo/points'
import { childName, type Half, proposalsFor, travelMinutes, whyNotDivided } from './rules.ts'

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
])('a child of $parent in $town is called after its town, or by a number: $name', ({ parent, town, same, name }) => {
  expect(childName(parent, town, same)).toBe(name)
})
