import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextTry, type Outcome, restOf, settle } from './rules.ts'

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant({ kind: 'accepted' } as const),
  fc.constant({ kind: 'refused', reply: '550 5.1.1' } as const),
  fc.record({ kind: fc.constant('deferred' as const), reply: fc.constant('4xx'), group: fc.boolean() }),
  fc.constant({ kind: 'unsent', why: 'closed' } as const),
  fc.constant({ kind: 'uncertain', why: 'closed' } as const),
  fc.constant({ kind: 'left-out', reason: 'withdrawn' } as const),
  fc.constant({ kind: 'waits', reason: 'silence', seconds: 90 } as const),
)
const windows = fc.record({
  from: fc.nat(10_000),
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 50 }),
  policy: fc.constantFrom('resend' as const, 'park' as const),
})

test('of each letter of a window is known what came of it: it was taken, it has a fate, or it goes back as it was', () => {
  fc.assert(
    fc.property(windows, ({ from, outcomes, policy }) => {
      const { done, fates } = settle(from, outcomes, policy)
      const fated = new Map(fates.map((one) => [one.seq, one.fate]))
      outcomes.forEach((one, n) => {
        const seq = from + n
        // What goes back was surely not taken: a letter that a server may have would leave twice.
        if (seq >= done) expect(one.kind === 'unsent' || (one.kind === 'deferred' && one.group)).toBe(true)
        else expect(fated.has(seq)).toBe(one.kind !== 'accepted')
        if (seq >= done) expect(fated.has(seq)).toBe(false)
      })
      expect(fated.size).toBe(fates.length)
    }),
  )
})

test('a letter that may have been taken is sent again only where that is the policy', () => {
  fc.assert(
    fc.property(windows, ({ from, outcomes, policy }) => {
      for (const { seq, fate, again } of settle(from, outcomes, policy).fates) {
        if (outcomes[seq - from]!.kind === 'uncertain') expect(fate).toBe(policy === 'park' ? 'uncertain' : 'deferred')
        if (fate !== 'deferred') expect(again).toBeNull()
      }
    }),
  )
})

test('a server that shuts its door after some letters leaves no row of those that it did not take', () => {
  const busy: Outcome = { kind: 'deferred', reply: '421 4.7.0 too fast', group: true }
  const { done, fates, held } = settle(
    100,
    [{ kind: 'accepted' }, { kind: 'accepted' }, busy, busy, { kind: 'unsent', why: 'closed' }],
    'park',
  )
  expect({ done, fates, held }).toEqual({ done: 102, fates: [], held: { reply: '421 4.7.0 too fast' } })
})

test('a letter is tried again later each time, and not for ever; a group rests up to an hour', () => {
  const waits = Array.from({ length: 20 }, (_, n) => nextTry(n + 1))
  expect(waits.slice(0, 3)).toEqual([60, 300, 900])
  const ended = waits.indexOf(null)
  expect(ended).toBeGreaterThan(5)
  expect(waits.slice(ended).every((wait) => wait === null)).toBe(true)
  const sum = waits.reduce<number>((all, wait) => all + (wait ?? 0), 0)
  expect(sum).toBeGreaterThan(24 * 3600)
  expect(sum).toBeLessThan(72 * 3600)
  expect([1, 2, 3, 8, 40].map(restOf)).toEqual([30, 60, 120, 3600, 3600])
})
