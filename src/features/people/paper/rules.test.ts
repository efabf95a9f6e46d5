import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LINES, nextLine } from './rules.ts'

test('the next line is the first that nobody entered, whichever were; a full sheet has none', () => {
  const all = Array.from({ length: LINES }, (_, n) => n + 1)
  expect([[], [1], [1, 3], [2], all.slice(0, -1), all].map(nextLine)).toEqual([1, 2, 2, 1, LINES, undefined])
})

test('the next line is one that nobody entered, and there is one while the sheet is not full', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: LINES })), (entered) => {
      const next = nextLine(entered)
      expect(next === undefined).toBe(entered.length === LINES)
      if (next) expect(entered.includes(next)).toBe(false)
    }),
  )
})
