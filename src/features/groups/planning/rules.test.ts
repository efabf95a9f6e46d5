import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '#platform/text/random'
import { BOUNDS, draw, kmBetween, namesOf, onPlane } from './rules.ts'

const drawing = { size: 7, reach: 20 }

test('whoever is planned is once in a group of 3 to 12 within reach, or left over', () => {
  const place = fc.record({ x: fc.double({ min: 0, max: 200, noNaN: true }), y: fc.double({ min: 0, max: 200, noNaN: true }) })
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 120 }),
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 1, max: 60 }),
      (places, size, reach) => {
        const { groups, left } = draw(places, { size, reach, random: seededRandom(7) })
        const all = [...groups.flatMap(({ members }) => members), ...left].toSorted((a, b) => a - b)
        expect(all).toEqual([...places.keys()])
        for (const { members, meets } of groups) {
          expect(members.length).toBeGreaterThanOrEqual(BOUNDS.min)
          expect(members.length).toBeLessThanOrEqual(BOUNDS.max)
          for (const member of members) expect(kmBetween(places[member]!, places[meets]!)).toBeLessThanOrEqual(reach)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('who lives alone at the end of the world is left in peace; a whole building is not', () => {
  const block = Array.from({ length: 25 }, () => ({ x: 0, y: 0 }))
  const { groups, left } = draw([...block, { x: 90, y: 0 }], { ...drawing, random: seededRandom(1) })
  expect(groups.flatMap(({ members }) => members)).toHaveLength(25)
  expect(left).toEqual([25])
  expect(draw([], { ...drawing, random: seededRandom(1) })).toEqual({ groups: [], left: [] })
  expect(draw([{ x: 0, y: 0 }], { ...drawing, random: seededRandom(1) })).toEqual({ groups: [], left: [0] })
})

test('a degree is as many kilometres as it is on the ground', () => {
  const [gueret, aubusson] = onPlane([
    { lng: 1.8717, lat: 46.1706 },
    { lng: 2.1686, lat: 45.957 },
  ])
  expect(kmBetween(gueret!, aubusson!)).toBeGreaterThan(32)
  expect(kmBetween(gueret!, aubusson!)).toBeLessThan(34)
})

test('groups of one town are told apart', () => {
  expect(namesOf(['Guéret', 'Aubusson', 'Guéret'])).toEqual(['Guéret', 'Aubusson', 'Guéret 2'])
})
