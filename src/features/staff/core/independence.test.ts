import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bond, bondOf, hands, type Tie } from './independence.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)

/** A movement as pairs: who was let in by whom, how many days ago. `-`: by the set-up. */
function movement(...lines: string[]): Tie[] {
  const ties = lines.map((line) => {
    const [account, given_by, days] = line.split(' ') as [string, string, string]
    return {
      account,
      given_by: given_by === '-' ? null : given_by,
      starts_at: ago(Number(days)),
      allows: true,
      first: given_by === '-',
      more: false,
    }
  })
  // The first whom a founder let in is one of the two who began.
  const second = ties.find(({ given_by }) => ties.some((tie) => tie.given_by === null && tie.account === given_by))
  return ties.map((tie) => (tie === second ? { ...tie, first: true } : tie))
}

/** `pair`: who asks, and who allows. */
function asked(ties: Tie[], pair: string, few = false): Bond {
  const [asks, allows] = pair.split(' ') as [string, string]
  return bondOf({ asks, allows }, { ties, few, now })
}

test.each<[string, { of: string[]; pair: string; bond: Bond }]>([
  ['oneself', { of: ['A - 30'], pair: 'A A', bond: 'self' }],
  ['who holds nothing', { of: ['A - 30'], pair: 'A B', bond: 'no-mandate' }],
  ['the one whom one let in', { of: ['A - 300', 'B A 300', 'C B 200', 'D C 100'], pair: 'C D', bond: 'made' }],
  ['the one who let one in', { of: ['A - 300', 'B A 300', 'C B 200', 'D C 100'], pair: 'D C', bond: 'made' }],
  ['the one at the end of a chain', { of: ['A - 300', 'B A 300', 'C B 200', 'D C 100'], pair: 'A D', bond: 'made' }],
  ['the one at its beginning', { of: ['A - 300', 'B A 300', 'C B 200', 'D C 100'], pair: 'D A', bond: 'made' }],
  [
    'another whom the same let in lately',
    { of: ['A - 300', 'B A 300', 'C B 200', 'D C 89', 'E C 8'], pair: 'D E', bond: 'common' },
  ],
  [
    'another whom the same let in long ago',
    { of: ['A - 300', 'B A 300', 'C B 200', 'D C 90', 'E C 8'], pair: 'D E', bond: undefined },
  ],
  ['the two who began', { of: ['A - 30', 'B A 30'], pair: 'A B', bond: undefined }],
  ['the two who began, the other way', { of: ['A - 30', 'B A 30'], pair: 'B A', bond: undefined }],
  ['the two who began, yesterday', { of: ['A - 30', 'B A 1'], pair: 'B A', bond: 'young' }],
  ['the third', { of: ['A - 30', 'B A 30', 'C A 20'], pair: 'A C', bond: 'made' }],
  ['two whom those who began let in', { of: ['A - 30', 'B A 30', 'C A 20', 'D B 20'], pair: 'C D', bond: undefined }],
  [
    'two whom a founder let in lately, of a movement that is not beginning any more',
    { of: ['A - 90', 'B A 90', 'C A 20', 'D A 20'], pair: 'C D', bond: 'common' },
  ],
  ['two whom a founder let in while it began', { of: ['A - 89', 'B A 89', 'C A 20', 'D A 20'], pair: 'C D', bond: undefined }],
  [
    'two whom a founder let in, one of them long ago',
    { of: ['A - 300', 'B A 300', 'C A 200', 'D A 20'], pair: 'C D', bond: undefined },
  ],
  ['two by the set-up', { of: ['A - 8', 'B - 8'], pair: 'A B', bond: undefined }],
  ['who came this week', { of: ['A - 30', 'B A 30', 'C A 20', 'D B 6.99'], pair: 'C D', bond: 'young' }],
  ['who came a week ago', { of: ['A - 30', 'B A 30', 'C A 20', 'D B 7'], pair: 'C D', bond: undefined }],
  ['whoever asks and came this week', { of: ['A - 30', 'B A 30', 'C A 20', 'D B 1'], pair: 'D C', bond: 'young' }],
])('the second person is %s', (_who, { of, pair, bond }) => expect(asked(movement(...of), pair)).toBe(bond))

test('where nobody has been there for a week, nobody need have: but who let the other in allows nothing', () => {
  const ties = movement('A - 2', 'B A 1', 'C A 1', 'D B 1')
  expect([asked(ties, 'C D', true), asked(ties, 'C D')]).toEqual([undefined, 'young'])
  expect([asked(ties, 'A B', true), asked(ties, 'B A', true), asked(ties, 'A C', true)]).toEqual(['young', 'young', 'made'])
})

test('a mandate that ended still says who let whom in, and lets nobody allow', () => {
  const ties = movement('A - 300', 'B A 300', 'C B 200', 'D C 100').map((tie) =>
    tie.account === 'D' ? { ...tie, allows: false } : tie,
  )
  expect([asked(ties, 'D C'), asked(ties, 'C D')]).toEqual(['made', 'no-mandate'])
})

test('who gives a colleague one mandate more ties nobody: not her to himself, nor two to each other', () => {
  const ties = movement('A - 300', 'B A 300', 'C A 200', 'D B 200')
  const more = (account: string): Tie => ({ account, given_by: 'B', starts_at: ago(1), allows: false, first: false, more: true })
  const after = [...ties, more('A'), more('C'), more('D')]
  for (const pair of ['A B', 'B C', 'C D', 'D C', 'A D']) expect(asked(after, pair)).toBe(asked(ties, pair))
  expect(hands(after)).toEqual(hands(ties))
})

/** Any movement: who comes later is let in by somebody who is there. */
const movements = fc
  .array(fc.record({ by: fc.nat(), days: fc.integer({ min: 0, max: 200 }) }), { minLength: 2, maxLength: 12 })
  .map((hands) => {
    const days = hands.map(({ days }) => days).sort((a, b) => b - a)
    return movement('0 - 201', ...hands.map(({ by }, n) => `${n + 1} ${by % (n + 1)} ${days[n]}`))
  })

test('whoever lets accounts in, however many and by whatever hands, never asks and allows by them, nor by two of them within ninety days', () => {
  fc.assert(
    fc.property(movements, fc.nat(), fc.boolean(), (ties, at, few) => {
      const began = new Set(ties.filter(({ first }) => first).map(({ account }) => account))
      const puppeteer = ties[at % ties.length]!.account
      const mine = new Set([puppeteer])
      for (const { account, given_by } of ties) if (given_by && mine.has(given_by)) mine.add(account)
      for (const one of mine)
        for (const other of mine) {
          const free = asked(ties, `${one} ${other}`, few) === undefined
          if (one === puppeteer || other === puppeteer) expect(free && !(began.has(one) && began.has(other))).toBe(false)
          const lately = [one, other].every((account) => ties.find((tie) => tie.account === account)!.starts_at > ago(90))
          if (lately && !(began.has(one) && began.has(other))) expect(free).toBe(false)
        }
    }),
    { numRuns: 500 },
  )
})

test('being a second person goes both ways', () => {
  fc.assert(
    fc.property(movements, fc.nat(), fc.nat(), (ties, a, b) => {
      const [one, other] = [ties[a % ties.length]!.account, ties[b % ties.length]!.account]
      expect(asked(ties, `${one} ${other}`)).toBe(asked(ties, `${other} ${one}`))
    }),
  )
})

test('who let in whom is said once a pair', () => {
  expect(hands([...movement('A - 9', 'B A 8'), ...movement('A - 9', 'B A 3')])).toEqual([['B', 'A']])
})
