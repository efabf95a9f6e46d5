import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byNumber, linesIn, rangeOf } from './rules/lines.ts'
import { HOURS, hoursFor, isNear, mayServe, ROLES, rotaOf } from './rules/posts.ts'

const hours = fc.subarray([...HOURS])
const posts = fc.array(
  fc.record({ role: fc.constantFrom(...ROLES), hours, state: fc.constantFrom('asked', 'yes', 'no', 'ended'), name: fc.string() }),
  { maxLength: 6 },
)

test('no substitute sits at the count, nobody who has not said yes sits at all, and who sits said that she can then', () => {
  fc.assert(
    fc.property(posts, (serving) => {
      for (const { hour, sits, sees, gap } of rotaOf(serving)) {
        const able = serving.filter((one) => one.state === 'yes' && one.hours.includes(hour))
        const seats = able.filter(({ role }) => role === 'assessor' || (role === 'substitute' && hour !== 'count'))
        expect(gap).toBe(seats.length === 0)
        expect(seats.map(({ name }) => name)).toEqual(expect.arrayContaining(sits))
        expect(sees).toEqual(able.filter(({ role }) => role === 'delegate').map(({ name }) => name))
      }
    }),
  )
})

test('a substitute sits while the assessor is away, and gives the seat back for the count', () => {
  const ana = { role: 'assessor', hours: ['morning', 'count'], state: 'yes', name: 'Ana' } as const
  const leo = { role: 'substitute', hours: [...HOURS], state: 'yes', name: 'Leo' } as const
  const who = (serving: Parameters<typeof rotaOf>[0]) =>
    rotaOf(serving).map(({ sits, replaced }) => [...sits, replaced].join(' '))
  expect(who([ana, leo])).toEqual(['Ana false', 'Leo true', 'Leo true', 'Leo true', 'Ana false'])
  expect(rotaOf([leo]).map(({ gap }) => gap)).toEqual([false, false, false, false, true])
  expect(hoursFor('substitute', HOURS)).not.toContain('count')
  expect(hoursFor('assessor', HOURS)).toContain('count')
})

test('voters of the department may serve there, others may not; without a rule nobody knows', () => {
  const rule = { among: 'department', per_station: 1 } as const
  const lyon = { place_id: 'FR-69123', department_id: 'FR-69' }
  expect(mayServe(rule, { place_id: 'FR-69266', department_id: 'FR-69' }, lyon)).toBe(true)
  expect(mayServe(rule, { place_id: 'FR-38185', department_id: 'FR-38' }, lyon)).toBe(false)
  expect(mayServe({ ...rule, among: 'commune' }, { place_id: 'FR-69266', department_id: 'FR-69' }, lyon)).toBe(false)
  expect(mayServe(rule, { place_id: 'BE-1', department_id: null }, { place_id: 'BE-2', department_id: null })).toBe(false)
  expect(mayServe(undefined, lyon, lyon)).toBeUndefined()
  // Then one asks those of the town and its department, whom one sees, and nobody else.
  const [liege, huy] = [
    { place_id: 'BE-1', department_id: null },
    { place_id: 'BE-2', department_id: null },
  ]
  expect([isNear(undefined, liege, liege), isNear(undefined, liege, huy), isNear(rule, liege, liege)]).toEqual([
    true,
    false,
    false,
  ])
  expect(isNear(undefined, { place_id: 'FR-69266', department_id: 'FR-69' }, lyon)).toBe(true)
})

test('numbers are texts, as wide as they were typed, in the order that people read', () => {
  expect(linesIn('12; École Jean-Moulin ; 3 rue des Lilas\n\n0012\t\n12 bis;Mairie')).toEqual([
    { number: '12', name: 'École Jean-Moulin', address: '3 rue des Lilas' },
    { number: '0012', name: null, address: null },
    { number: '12 bis', name: 'Mairie', address: null },
  ])
  expect(linesIn('; École')).toBeUndefined()
  expect(linesIn(`${'1'.repeat(21)}`)).toBeUndefined()
  expect(rangeOf('0098', '0101')!.map(({ number }) => number)).toEqual(['0098', '0099', '0100', '0101'])
  for (const [from, to] of [
    ['5', '4'],
    ['1', '501'],
    ['a', '3'],
  ] as const)
    expect(rangeOf(from, to)).toBeUndefined()
  const numbers = ['12 bis', '2', '12', '10'].map((number) => ({ number }))
  expect(numbers.toSorted(byNumber).map(({ number }) => number)).toEqual(['2', '10', '12', '12 bis'])
})
