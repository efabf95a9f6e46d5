import { addDays, momentIn, weekdayOf } from '#platform/i18n/moments'

/**
 * How a text counts back from the day of a vote: to the `nth` such weekday before it (1 for Monday, 7 for Sunday), so many days, or so many working days,
 * the day of the vote not counted; or to the last such date (`MM-DD`).
 */
export type Back = { nth: number; weekday: number } | { days: number } | { working: number } | { date: string }

/** A deadline as a text says it: the day, and the hour at which it ends there, `24:00` for the end of the day; null: when the counter shuts. */
export type Deadline = { back: Back; hour: string | null }

/** The day that a text means. No holiday moves it: none of the texts that are read here says so. `holidays`: days (`YYYY-MM-DD`) that are no working days. */
export function dayBefore(vote: string, back: Back, holidays: ReadonlySet<string> = new Set()): string {
  if ('days' in back) return addDays(vote, -back.days)
  if ('date' in back) {
    const same = `${vote.slice(0, 4)}-${back.date}`
    return same < vote ? same : `${Number(vote.slice(0, 4)) - 1}-${back.date}`
  }
  if ('working' in back) return workingBefore(vote, back.working, holidays)
  // The day of the vote itself is not before it.
  const first = ((weekdayOf(vote) - back.weekday + 6) % 7) + 1
  return addDays(vote, -(first + 7 * (back.nth - 1)))
}

function workingBefore(vote: string, n: number, holidays: ReadonlySet<string>): string {
  let [day, left] = [vote, n]
  while (left > 0) {
    day = addDays(day, -1)
    if (weekdayOf(day) <= 5 && !holidays.has(day)) left -= 1
  }
  return day
}

/** The moment at which a deadline is over, by the clocks of a zone; where only a counter knows its hour, the end of that day. */
export function endOf({ hour }: Deadline, day: string, zone: string): Date {
  return hour === null || hour === '24:00' ? momentIn(zone, addDays(day, 1), '00:00')! : momentIn(zone, day, hour)!
}
