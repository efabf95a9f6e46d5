import type { Count } from '#recipes'
import { entriesIn } from '#platform/named'
import { addDays, weekdayOf } from '#platform/i18n/moments'
import type { Acts } from './queries.ts'

export const WEEKS = [4, 12, 52] as const

/** The Monday on which the last so many weeks begin, this one included. */
export function firstMonday(day: string, weeks: number): string {
  return addDays(day, 1 - weekdayOf(day) - 7 * (weeks - 1))
}

/** Sums of acts by what they have in common, the largest first. */
export function sumBy(acts: Acts[], of: (act: Acts) => string): { key: string; acts: number; people: number }[] {
  const sums = [...Map.groupBy(acts, of)].map(([key, some]) => ({
    key,
    acts: some.reduce((sum, one) => sum + one.acts, 0),
    people: some.reduce((sum, one) => sum + one.people, 0),
  }))
  return sums.toSorted((a, b) => b.acts - a.acts || (a.key < b.key ? -1 : 1))
}

/** Each week of a span, also those in which nothing was done. */
export function byWeek(acts: Acts[], first: string, weeks: number): { week: string; acts: number; people: number }[] {
  const sums = new Map(sumBy(acts, ({ week }) => week).map((sum) => [sum.key, sum]))
  return Array.from({ length: weeks }, (_, n) => {
    const week = addDays(first, 7 * n)
    return { week, acts: sums.get(week)?.acts ?? 0, people: sums.get(week)?.people ?? 0 }
  })
}

/** What was counted, in all. */
export function totals(acts: Acts[]): { name: Count; n: number }[] {
  const sums = new Map<Count, number>()
  for (const { counts } of acts) for (const [name, n] of entriesIn(counts)) sums.set(name, (sums.get(name) ?? 0) + Number(n))
  return [...sums].filter(([, n]) => n > 0).map(([name, n]) => ({ name, n }))
}
