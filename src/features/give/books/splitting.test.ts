import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitAmount } from './rules/splitting.ts'

test('parts make up the amount, each less than one unit from its share, and equal weights differ by one at most', () => {
  const amounts = fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.maxSafeInteger())
  const weights = fc.array(fc.oneof(fc.nat(9), fc.nat({ max: 2 ** 40 })), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(amounts, weights, (amount, weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      fc.pre(total > 0)
      const parts = splitAmount(amount, weights)
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount))
      for (const [at, part] of parts.entries()) {
        const off = BigInt(part) * BigInt(total) - BigInt(amount) * BigInt(weights[at]!)
        expect(off < 0n ? -off : off).toBeLessThan(BigInt(total))
        for (const [other, weight] of weights.entries())
          if (weight === weights[at]) expect(Math.abs(part - parts[other]!)).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 2000 },
  )
})

test('what is left over goes to the largest remainders, then to the first', () => {
  expect(splitAmount(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(splitAmount(-100, [1, 1, 1])).toEqual([-34, -33, -33])
  expect(splitAmount(10, [1, 2, 4])).toEqual([1, 3, 6])
  expect(splitAmount(0, [1, 2])).toEqual([0, 0])
  expect(splitAmount(7, [0, 3, 0])).toEqual([0, 7, 0])
  expect(splitAmount(Number.MAX_SAFE_INTEGER, [1, Number.MAX_SAFE_INTEGER])).toEqual([1, Number.MAX_SAFE_INTEGER - 1])
})

test.each([
  [5, []],
  [5, [0, 0]],
  [5, [1, -1]],
  [5, [0.5, 1]],
  [0.5, [1]],
  [NaN, [1]],
])('%s by %j is refused', (amount, weights) => {
  expect(() => splitAmount(amount, weights)).toThrow(RangeError)
})
