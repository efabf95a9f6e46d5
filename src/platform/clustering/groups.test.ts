import fc from 'fast-check'
import loadHighs from 'highs'
import { expect, test } from 'vitest'
import { optimalGroups } from '../../../bench/optimum.ts'
import { seededRandom } from '../text/random.ts'
import { assignWithin } from './assignment.ts'
import { groupsWithin, type Place } from './groups.ts'

const bounds = { min: 3, max: 12 }
const cut = (places: Place[], seed = 1) => groupsWithin(places, { bounds, size: 9, random: seededRandom(seed) })
const distance = (a: Place, b: Place) => Math.hypot(a.x - b.x, a.y - b.y)

const place = fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: 0, max: 50 }) })

test('everybody is in one group, groups are of 3 to 12, and the cost is what it says', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 6, maxLength: 120 }), fc.nat(1000), (places, seed) => {
      const { groups, meets, cost } = cut(places, seed)
      expect(groups.flat().toSorted((a, b) => a - b)).toEqual(places.map((_, n) => n))
      for (const { length } of groups) {
        expect(length).toBeGreaterThanOrEqual(3)
        expect(length).toBeLessThanOrEqual(12)
      }
      const travel = groups.map((group, n) => group.reduce((sum, one) => sum + distance(places[one]!, places[meets[n]!]!), 0))
      expect(cost).toBeCloseTo(
        travel.reduce((sum, one) => sum + one, 0),
        6,
      )
      for (const [n, group] of groups.entries()) expect(group).toContain(meets[n])
    }),
    { numRuns: 60 },
  )
})

test('the same groups come of the same seed', () => {
  const random = seededRandom(7)
  const places = Array.from({ length: 90 }, () => ({ x: random(), y: random() }))
  expect(cut(places, 3)).toEqual(cut(places, 3))
})

test.each([3, 4, 12, 13, 25, 100])('%i people of one building are cut all the same', (members) => {
  const { groups } = cut(Array.from({ length: members }, () => ({ x: 1, y: 1 })))
  expect(groups.flat()).toHaveLength(members)
  for (const { length } of groups) expect(length >= 3 && length <= 12).toBe(true)
})

test('too few for one group are refused', () => {
  expect(() => cut([{ x: 0, y: 0 }])).toThrow(RangeError)
})

test('six thousand are cut in blocks', () => {
  const random = seededRandom(5)
  const { groups } = cut(Array.from({ length: 6000 }, () => ({ x: random() * 300, y: random() * 100 })))
  expect(groups.flat()).toHaveLength(6000)
  expect(groups.every(({ length }) => length >= 3 && length <= 12)).toBe(true)
}, 60_000)

test.each([20, 30, 40])(
  'groups of %i people cost at most a hundredth more than the optimum',
  async (members) => {
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed * 100 + members)
      // Some live in the same towns, some alone.
      const towns = Array.from({ length: 6 }, () => ({ x: random() * 40, y: random() * 40 }))
      const places = Array.from({ length: members }, (_, n) =>
        n % 2 ? towns[Math.floor(random() * 6)]! : { x: random() * 40, y: random() * 40 },
      )
      const { groups, cost } = cut(places)
      const best = await optimalGroups(places, groups.length, bounds)
      expect(cost).toBeGreaterThanOrEqual(best - 1e-3)
      expect(cost).toBeLessThanOrEqual(best * 1.01 + 1e-3)
    }
  },
  60_000,
)

test('an assignment costs what the linear programme of it costs', async () => {
  const highs = await loadHighs()
  for (const seed of [1, 2, 3, 4, 5]) {
    const random = seededRandom(seed)
    const [members, centres] = [30, 5]
    const prices = Array.from({ length: members }, () => Array.from({ length: centres }, () => Math.round(random() * 100)))
    // One centre that everybody likes, one that nobody does: both bounds bind.
    for (const row of prices) [row[0], row[4]] = [row[0]! / 10, row[4]! + 200]
    const limits = { min: 4, max: 9 }
    const centreOf = assignWithin({ members, centres, at: (i, j) => prices[i]![j]! }, limits)
    const cost = centreOf.reduce((sum, centre, i) => sum + prices[i]![centre]!, 0)
    const sizes = Array.from({ length: centres }, (_, j) => centreOf.filter((one) => one === j).length)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(9)
    const names = (i: number, j: number) => `x${i}_${j}`
    const people = Array.from({ length: members }, (_, i) => i)
    const places = Array.from({ length: centres }, (_, j) => j)
    const programme = [
      'Minimize',
      ` ${people.flatMap((i) => places.map((j) => `${prices[i]![j]} ${names(i, j)}`)).join(' + ')}`,
      'Subject To',
      ...people.map((i) => ` a${i}: ${places.map((j) => names(i, j)).join(' + ')} = 1`),
      ...places.flatMap((j) => [
        ` u${j}: ${people.map((i) => names(i, j)).join(' + ')} <= 9`,
        ` l${j}: ${people.map((i) => names(i, j)).join(' + ')} >= 4`,
      ]),
      'End',
    ].join('\n')
    expect(cost).toBeCloseTo(highs.solve(programme).ObjectiveValue, 4)
  }
})
