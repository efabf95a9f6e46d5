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

test('whoever has exactly two others at the end of her reach is planned, to the metre, and nobody beyond', () => {
  const draws = (places: { x: number; y: number }[], reach = 20) => draw(places, { size: 7, reach, random: seededRandom(1) })
  // Three in a row: the one in the middle reaches both, in each direction, across the cells of the search.
  for (const [x, y] of [
    [20, 0],
    [0, 20],
    [12, 16],
    [-12, 16],
  ] as const) {
    const middle = { x: 137.5, y: 91.25 }
    const row = [middle, { x: middle.x - x, y: middle.y - y }, { x: middle.x + x, y: middle.y + y }]
    // Its ends reach one other each, so that only the middle has enough around her: no group of three.
    expect(draws(row)).toEqual({ groups: [], left: [0, 1, 2] })
    const four = [...row, middle]
    expect(draws(four).left.length).toBeLessThan(4)
  }
  const three = [
    { x: 0, y: 0 },
    { x: 20, y: 0 },
    { x: 10, y: 0 },
  ]
  expect(draws(three)).toEqual({ groups: [{ members: [0, 1, 2], meets: expect.any(Number) }], left: [] })
  expect(draws(three, 9.99).left).toEqual([0, 1, 2])
})

test('who has neighbours in eight directions finds them all', () => {
  const directions = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => ({ dx, dy })))
  for (const { dx, dy } of directions) {
    if (dx === 0 && dy === 0) continue
    // A pair beside the corner of a cell, and the third just beyond it.
    const corner = { x: dx > 0 ? 39.9 : dx < 0 ? 20.1 : 30, y: dy > 0 ? 39.9 : dy < 0 ? 20.1 : 30 }
    const beyond = { x: corner.x + dx * 5, y: corner.y + dy * 5 }
    const { groups } = draw([corner, corner, beyond], { size: 3, reach: 20, random: seededRandom(1) })
    expect(groups.map(({ members }) => members)).toEqual([[0, 1, 2]])
  }
})

test('places lie on a plane as on the ground, north and south of the equator, around the middle of all', () => {
  const [a, b] = onPlane([
    { lng: 0, lat: 59 },
    { lng: 1, lat: 61 },
  ])
  expect(kmBetween(a!, b!)).toBeCloseTo(Math.hypot(111.32 * 0.5, 2 * 111.32), 0)
  const [c, d] = onPlane([
    { lng: 55, lat: -21 },
    { lng: 56, lat: -21 },
  ])
  expect(kmBetween(c!, d!)).toBeCloseTo(111.32 * Math.cos((21 * Math.PI) / 180), 6)
  expect(onPlane([])).toEqual([])
})

/** People along a road, by its kilometres. */
const along = (road: number[], { size, reach }: { size: number; reach: number }) =>
  draw(
    road.map((x) => ({ x, y: 0 })),
    { size, reach, random: seededRandom(1) },
  )

test('whoever lives too far from where a group would meet has one with neighbours of her own', () => {
  const cut = along([0, 0, 0, 100, 100, 100], { size: 6, reach: 10 })
  expect(cut.groups.map(({ members }) => members)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ])
  expect(cut.groups.map(({ meets }) => [0, 1, 2].includes(meets))).toEqual([true, false])
  const road = along([0, 0, 0, 9, 18, 27, 36, 45, 45, 45, 90], { size: 10, reach: 10 })
  expect(road.groups.map(({ members }) => members).toSorted(([a], [b]) => a! - b!)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8, 9],
  ])
  expect(road.left).toEqual([10])
})

test('a group whose members are mostly too far from where it would meet is none', () => {
  expect(along([0, 10, 20, 25, 40, 45, 55], { size: 3, reach: 10 })).toEqual({ groups: [], left: [0, 1, 2, 3, 4, 5, 6] })
})

test('who lives just beyond reach of a house takes nobody out of its group', () => {
  const { groups, left } = along([5, 5, 5, 5, 19, -9], { size: 3, reach: 10 })
  expect(groups.map(({ members }) => members)).toEqual([[0, 1, 2, 3]])
  expect(left).toEqual([4, 5])
})
