/** Where one size of gifts ends and the next begins, in the smallest unit: below the first, from the last on. */
export const SIZES = [1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 50_000, 100_000]

/** A gift on the average, to the nearest unit; 0 of none. The median is said before it: a few large gifts move this one. */
export const meanOf = ({ n, sum }: { n: number; sum: number }): number => (n === 0 ? 0 : Math.round(sum / n))

type Day = { day: string; n: number; sum: number }

/** All days from the first to the last that something came, those without a gift too. */
export function everyDay(days: readonly Day[]): Day[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const found = new Map(days.map((one) => [one.day, one]))
  const all: Day[] = []
  for (let at = Date.parse(`${first.day}T00:00:00Z`); at <= Date.parse(`${last.day}T00:00:00Z`); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push(found.get(day) ?? { day, n: 0, sum: 0 })
  }
  return all
}
