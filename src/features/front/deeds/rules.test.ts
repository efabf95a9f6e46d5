import { expect, test } from 'vitest'
import type { Acts } from './queries.ts'
import { byWeek, firstMonday, sumBy, totals } from './rules.ts'

const some = (otherwise: Partial<Acts>): Acts => ({
  week: '2026-11-16',
  kind: 'meeting',
  department: 'FR-69',
  acts: 1,
  people: 5,
  counts: {},
  ...otherwise,
})

test.each([
  ['2026-11-22', 1, '2026-11-16'],
  ['2026-11-16', 1, '2026-11-16'],
  ['2026-11-22', 4, '2026-10-26'],
  ['2027-01-01', 52, '2026-01-05'],
])('on %s the last %i weeks begin on Monday %s', (day, weeks, monday) => expect(firstMonday(day, weeks)).toBe(monday))

test('acts are summed by what they share, the most done first, else by name', () => {
  const acts = [
    some({ kind: 'b', acts: 2, people: 3 }),
    some({ kind: 'c', acts: 4 }),
    some({ kind: 'a', acts: 2, people: 1 }),
    some({ kind: 'c', acts: 1, people: 2 }),
  ]
  expect(sumBy(acts, ({ kind }) => kind)).toEqual([
    { key: 'c', acts: 5, people: 7 },
    { key: 'a', acts: 2, people: 1 },
    { key: 'b', acts: 2, people: 3 },
  ])
  expect(sumBy(acts.toReversed(), ({ kind }) => kind).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
})

test('a week in which nothing was done stands there too', () => {
  const acts = [some({ week: '2026-11-16', acts: 2, people: 9 }), some({ week: '2026-11-02', acts: 1, people: 4 })]
  expect(byWeek(acts, '2026-11-02', 3)).toEqual([
    { week: '2026-11-02', acts: 1, people: 4 },
    { week: '2026-11-09', acts: 0, people: 0 },
    { week: '2026-11-16', acts: 2, people: 9 },
  ])
})

test('what was counted is added up, and what came to nothing is not said', () => {
  const acts = [some({ counts: { doors: 30, posters: 0 } }), some({ counts: { doors: 12, calls: 3 } }), some({})]
  expect(totals(acts)).toEqual([
    { name: 'doors', n: 42 },
    { name: 'calls', n: 3 },
  ])
})
