import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestHalves, type HalvesProblem } from './halves.ts'

/** Cost of a cut, worked out from the definition alone; undefined: it is not allowed. */
function costOf(problem: HalvesProblem, second: Set<number>): number | undefined {
  const { costs, bounds, together, leaders, wishes, uneven } = problem
  const members = costs.map((_, member) => member)
  const sides = [members.filter((one) => !second.has(one)), members.filter((one) => second.has(one))]
  if (sides.some(({ length }) => length < bounds.min || length > bounds.max)) return undefined
  if (together.some((set) => new Set(set.map((one) => second.has(one))).size > 1)) return undefined
  if (leaders.length > 0 && sides.some((side) => !side.some((one) => leaders.includes(one)))) return undefined
  const travel = sides.map((side) =>
    Math.min(...costs[0]!.map((_, point) => side.reduce((sum, one) => sum + costs[one]![point]!, 0))),
  )
  const broken = wishes.filter(({ a, b }) => second.has(a) !== second.has(b))
  return (
    travel[0]! +
    travel[1]! +
    broken.reduce((sum, { cost }) => sum + cost, 0) +
    uneven * Math.abs(sides[0]!.length - sides[1]!.length)
  )
}

/** Every way to cut, by going through all numbers. */
function* everyCut(members: number): Generator<Set<number>> {
  for (let n = 0; n < 2 ** members; n++)
    yield new Set(Array.from({ length: members }, (_, i) => i).filter((i) => Math.floor(n / 2 ** i) % 2 === 1))
}

const problems = fc.integer({ min: 4, max: 10 }).chain((n) =>
  fc.record({
    costs: fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
    bounds: fc.constant({ min: 2, max: n - 2 }),
    together: fc.array(fc.uniqueArray(fc.nat(n - 1), { minLength: 2, maxLength: 3 }), { maxLength: 2 }),
    leaders: fc.uniqueArray(fc.nat(n - 1), { maxLength: 3 }),
    wishes: fc.array(fc.record({ a: fc.nat(n - 1), b: fc.nat(n - 1), cost: fc.integer({ min: 1, max: 20 }) }), { maxLength: 3 }),
    uneven: fc.constantFrom(0, 0.5, 3),
  }),
)

test('the first proposal is the best of all ways to cut, and it keeps every condition', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const all = [...everyCut(problem.costs.length)].map((cut) => costOf(problem, cut)).filter((cost) => cost !== undefined)
      const [best] = bestHalves(problem, { count: 1, apart: 2 })
      if (all.length === 0) {
        expect(best).toBeUndefined()
        return
      }
      expect(best!.cost).toBeCloseTo(Math.min(...all), 6)
      expect(costOf(problem, new Set(best!.sides[1]))).toBeCloseTo(best!.cost, 6)
    }),
    { numRuns: 300 },
  )
})

test('the next ones are the best of those that put two people otherwise', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const found = bestHalves(problem, { count: 3, apart: 2 })
      const n = problem.costs.length
      const apart = (a: Set<number>, b: Set<number>) => {
        const different = Array.from({ length: n }, (_, i) => i).filter((i) => a.has(i) !== b.has(i)).length
        return Math.min(different, n - different)
      }
      for (const [at, proposal] of found.entries()) {
        const better = found.slice(0, at).map(({ sides }) => new Set(sides[1]))
        const allowed = [...everyCut(n)].filter((cut) => better.every((one) => apart(cut, one) >= 2))
        const costs = allowed.map((cut) => costOf(problem, cut)).filter((cost) => cost !== undefined)
        expect(proposal.cost).toBeCloseTo(Math.min(...costs), 6)
      }
    }),
    { numRuns: 100 },
  )
})

const plain = { together: [], leaders: [], wishes: [], uneven: 0.5 }

test('who all live in one building are cut in even halves', () => {
  const costs = Array.from({ length: 13 }, () => Array.from({ length: 13 }, () => 0))
  const [best] = bestHalves({ ...plain, costs, bounds: { min: 3, max: 10 } }, { count: 3, apart: 2 })
  expect(best!.sides.map(({ length }) => length).toSorted()).toEqual([6, 7])
})

test('two villages are found', () => {
  const where = [0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0]
  const costs = where.map((one) => where.map((other) => (one === other ? 0 : 25)))
  const [best] = bestHalves({ ...plain, costs, bounds: { min: 3, max: 10 } }, { count: 1, apart: 2 })
  expect(best!.sides[0].every((one) => where[one] === 0)).toBe(true)
  expect(best!.cost).toBe(0.5)
})

test('conditions that cannot be kept give nothing', () => {
  const costs = Array.from({ length: 6 }, () => [0])
  expect(bestHalves({ ...plain, costs, bounds: { min: 3, max: 3 }, together: [[0, 1, 2, 3]] }, { count: 3, apart: 2 })).toEqual(
    [],
  )
  expect(bestHalves({ ...plain, costs, bounds: { min: 3, max: 10 }, leaders: [2] }, { count: 3, apart: 2 })).toEqual([])
})
