import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ofAnyKey } from '#platform/i18n/texts'
import { CATEGORIES, CEILINGS, ceilingRuleFor } from './rules/categories.ts'
import { linesOf, movesOf, type Standing } from './rules/standing.ts'
import { NEXT, type State, STATES } from './rules/states.ts'
import { texts } from './texts.ts'

const SQL = readFileSync(new URL('migrations/20261201-0900-create-spending.sql', import.meta.url), 'utf8')

test('the database lets through the same steps as the rules, and no other', () => {
  const [, list] = /any \(array\[([^\]]+)\]\)\s+then fault := 'does not go/.exec(SQL)!
  const inSql = [...list!.matchAll(/'(\S+ \S+)'/g)].map(([, step]) => step)
  expect(inSql.toSorted()).toEqual(STATES.flatMap((from) => NEXT[from].map((to) => `${from} ${to}`)).toSorted())
})

/** A way through the states, as chance has it. */
const way = fc.array(fc.nat(), { maxLength: 8 }).map((turns) => {
  const states: State[] = ['draft']
  for (const turn of turns) {
    const next = NEXT[states.at(-1)!]
    if (next.length > 0) states.push(next[turn % next.length]!)
  }
  return states
})
const sum = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0)

test('whatever way a spending goes, each entry balances, and together they are what it stands for: nothing is left of what was refused or taken back', () => {
  fc.assert(
    fc.property(
      way,
      fc.integer({ min: 1, max: 10 ** 12 }),
      fc.record({ of_group: fc.boolean(), in_cash: fc.boolean() }),
      (states, amount, { of_group, in_cash }) => {
        const standing = states.map((state): Standing => ({
          state,
          amount,
          of_group,
          kind: 'bill',
          in_cash: state === 'paid' && in_cash,
        }))
        const entries = standing.slice(1).map((after, n) => movesOf(standing[n]!, after))
        for (const moves of entries) expect(sum(moves.map((one) => one.amount))).toBe(0)
        const left = new Map<string, number>()
        for (const { place, amount: moved } of entries.flat()) left.set(place, (left.get(place) ?? 0) + moved)
        const kept = Object.fromEntries([...left].filter(([, one]) => one !== 0))
        expect(kept).toEqual(linesOf(standing.at(-1)!))
        // A share gives once what is spent of it, however often a payment came back.
        expect([0, amount]).toContain(left.get('share') ?? 0)
      },
    ),
  )
})

test('each category has its words and an account of its own; where a ceiling is due is said with its source, and read again in time', () => {
  for (const locale of ['fr', 'en', 'es'] as const)
    for (const { key } of CATEGORIES) expect(ofAnyKey(texts.in(locale))(`spending.category-${key}`)).not.toContain('spending.')
  expect(new Set(CATEGORIES.map(({ account }) => account)).size).toBe(CATEGORIES.length)
  for (const { review_by, source, article } of CEILINGS) {
    expect(review_by > new Date().toISOString().slice(0, 10)).toBe(true)
    expect(source).toMatch(/^https:\/\//)
    expect(article).not.toBe('')
  }
  expect(ceilingRuleFor({ country: 'FR', kind: 'party' })).toBeUndefined()
  expect(ceilingRuleFor({ country: 'US', kind: 'candidate' })).toBeUndefined()
})
