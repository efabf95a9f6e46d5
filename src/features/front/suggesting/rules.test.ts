import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choose } from './rules.ts'

const suggestion = fc.record({ key: fc.string({ minLength: 1, maxLength: 3 }), score: fc.integer() })

test('nobody is proposed what she put aside; what was passed over comes again only when all was seen', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(suggestion, { selector: ({ key }) => key }),
      fc.array(fc.string({ maxLength: 3 })),
      fc.array(fc.string({ maxLength: 3 })),
      (all, aside, passed) => {
        const { one: chosen, again, more } = choose(all, { aside, passed })
        const left = all.filter(({ key }) => !aside.includes(key))
        expect(chosen === undefined).toBe(left.length === 0)
        expect(more).toBe(left.length > 1)
        if (chosen) expect(aside).not.toContain(chosen.key)
        expect(again).toBe(chosen !== undefined && passed.includes(chosen.key))
      },
    ),
  )
})

test('the best comes first, then the next best, and when all was seen the best again', () => {
  const all = ['a', 'b', 'c'].map((key, n) => ({ key, score: 9 - n }))
  const after = (passed: string[], aside: string[] = []) => {
    const { one, more, again } = choose(all, { aside, passed })
    return [one?.key, more, again]
  }
  expect(after([])).toEqual(['a', true, false])
  expect(after(['a'])).toEqual(['b', true, false])
  expect(after(['a', 'b', 'c'])).toEqual(['a', true, true])
  expect(after([], ['a', 'b'])).toEqual(['c', false, false])
  expect(after([], ['a', 'b', 'c'])).toEqual([undefined, false, false])
})
