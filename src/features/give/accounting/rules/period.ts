import { isDay } from '#platform/text/day'

/** From a day to a day, both within. */
export type Period = { from: string; to: string }

/** What an address says of a period; what is none is the year of today up to its end. A period that ends before it begins is turned round. */
export function periodIn(asked: { from?: string | undefined; to?: string | undefined }, today: string): Period {
  const year = today.slice(0, 4)
  const from = asked.from && isDay(asked.from) ? asked.from : `${year}-01-01`
  const to = asked.to && isDay(asked.to) ? asked.to : `${from.slice(0, 4)}-12-31`
  return from <= to ? { from, to } : { from: to, to: from }
}
