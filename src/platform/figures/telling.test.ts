import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STEP, tellCounts } from './telling.ts'

const total = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0)

/** All tables of so many counts up to a most, which ends a step: so that every count that looks as one of these is one of these. */
function tables(size: number, most: number): number[][] {
  if (size === 0) return [[]]
  return tables(size - 1, most).flatMap((rest) => Array.from({ length: most + 1 }, (_, n) => [...rest, n]))
}

type Seen = { key: string; told: (number | null)[]; total: number; counts: number[] }

/** Hidden counts that somebody who sees what is told, knows the rule and tries all tables would find out. */
function foundOut(seen: Seen[], most: number): string[] {
  const alike = [...Map.groupBy(seen, ({ key }) => key)]
  return alike.flatMap(([key, [one, ...others]]) => {
    // Tables that reach beyond those that are tried here are others than these alone; and of nobody, everybody knows where.
    const whole = one!.told.every((n) => n === null) ? one!.total <= most : one!.told.every((n) => n === null || n <= most)
    if (!whole || one!.total === 0) return []
    return one!.told.flatMap((n, at) =>
      n === null && others.every(({ counts }) => counts[at] === one!.counts[at]) ? [`${key} at ${at}`] : [],
    )
  })
}

const SIZES: [number, number][] = [
  [2, 29],
  [3, 19],
  [4, 9],
]

test.each(SIZES)('of all tables of %i counts up to %i, no hidden count is found out beside the exact total', (size, most) => {
  const seen = tables(size, most).map((counts): Seen => {
    const told = tellCounts(counts)
    return { key: JSON.stringify([told, total(counts)]), told, total: total(counts), counts }
  })
  // Of two, both are told or neither.
  expect(seen.some(({ told }) => told.includes(null) && told.some((n) => n !== null))).toBe(size > 2)
  expect(foundOut(seen, most)).toEqual([])
})

test.each(SIZES)(
  'of all tables of %i counts up to %i, none is by the difference to the day before, when one came',
  (size, most) => {
    const seen = tables(size, most).flatMap((before) =>
      before.map((n, at): Seen => {
        const counts = before.with(at, n + 1)
        const told = tellCounts(counts)
        return { key: JSON.stringify([tellCounts(before), total(before), told]), told, total: total(counts), counts }
      }),
    )
    expect(foundOut(seen, most)).toEqual([])
  },
)

test('what is told is a step that is reached, never of fewer than five, and never more of a smaller count than of a greater', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 110 }), (counts) => {
      const told = tellCounts(counts)
      for (const [at, n] of told.entries()) {
        if (n === null) continue
        expect(n).toBe(counts[at]! - (counts[at]! % STEP))
        expect(n).toBeGreaterThanOrEqual(STEP)
        for (const [other, m] of told.entries()) if (counts[other]! >= counts[at]!) expect(m).not.toBeNull()
      }
    }),
  )
})

test.each([
  ['all are large enough', [7, 12, 5], [5, 10, 5]],
  ['one is small, and much is left to share', [3, 12, 14, 27], [null, 10, 10, 25]],
  ['the total would tell that nobody is in the empty one', [0, 5, 10, 20], [null, null, 10, 20]],
  ['two would share four each', [4, 4, 9, 9], [null, null, null, null]],
  ['one alone would be told', [0, 0, 7], [null, null, null]],
  ['nobody is anywhere', [0, 0], [null, null]],
  ['there is nothing to tell of', [], []],
])('%s', (_, counts, told) => expect(tellCounts(counts)).toEqual(told))
