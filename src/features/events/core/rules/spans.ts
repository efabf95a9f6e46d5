import { addDays, clockIn, momentIn } from '#platform/i18n/moments'

export const REPEATS = ['week', 'fortnight', 'month'] as const
export type Repeat = (typeof REPEATS)[number]

const DAY = 86_400_000
/** Days ahead for which an event may be set, and days that one may last. */
const AHEAD = 550
const LONGEST = 14
/** Dates of one series. */
const MOST_DATES = 26

export type Span = { starts_at: Date; ends_at: Date }

/** Whether an event may be set for a time, by the key of a text; undefined: it may. */
export function whyNotThen({ starts_at, ends_at }: Span, now: Date): string | undefined {
  if (starts_at <= now) return 'events.when.past'
  if (starts_at.getTime() > now.getTime() + AHEAD * DAY) return 'events.when.far'
  if (ends_at <= starts_at) return 'events.when.ends'
  return ends_at.getTime() - starts_at.getTime() > LONGEST * DAY ? 'events.when.long' : undefined
}

/** A span of clock time: days as `YYYY-MM-DD`, hours as `HH:MM`. */
export type Clocked = { day: string; hour: string; ends_day: string; ends_hour: string }

/** When it ends on the clock: on the day that was typed, else the same day, or the next where the hour is no later than that of the beginning. */
export function endDay({
  day,
  hour,
  ends_day,
  ends_hour,
}: Omit<Clocked, 'ends_day'> & { ends_day?: string | undefined }): string {
  if (ends_day) return ends_day
  return ends_hour > hour ? day : addDays(day, 1)
}

/** The dates of a series, the first included: the same hours of the clock on each, whatever summer time does. */
export function datesOf(first: Clocked, repeat: Repeat, times: number): Clocked[] {
  return Array.from({ length: Math.min(times, MOST_DATES) }, (_, n) => {
    const days = repeat === 'month' ? daysOfMonths(first.day, n) : n * (repeat === 'week' ? 7 : 14)
    return { ...first, day: addDays(first.day, days), ends_day: addDays(first.ends_day, days) }
  })
}

/** Days from a day to the same weekday of the same week of a month further on; where that month has no fifth, to its last. */
function daysOfMonths(day: string, months: number): number {
  const from = new Date(`${day}T00:00:00Z`)
  const week = Math.ceil(from.getUTCDate() / 7)
  const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const offset = (from.getUTCDay() - month.getUTCDay() + 7) % 7
  const inMonth = (nth: number) => new Date(month.getTime() + (offset + 7 * (nth - 1)) * DAY)
  const there = inMonth(week).getUTCMonth() === month.getUTCMonth() ? inMonth(week) : inMonth(week - 1)
  return Math.round((there.getTime() - from.getTime()) / DAY)
}

/** Moments of clock time in a zone; undefined: no calendar has that day or hour. */
export function spanIn(zone: string, { day, hour, ends_day, ends_hour }: Clocked): Span | undefined {
  const [starts_at, ends_at] = [momentIn(zone, day, hour), momentIn(zone, ends_day, ends_hour)]
  return starts_at && ends_at ? { starts_at, ends_at } : undefined
}

/** Clock time of moments in a zone. */
export function clockOf(zone: string, { starts_at, ends_at }: Span): Clocked {
  const [starts, ends] = [clockIn(zone, starts_at), clockIn(zone, ends_at)]
  return { day: starts.day, hour: starts.hour, ends_day: ends.day, ends_hour: ends.hour }
}

/** Another date of a series, moved as the one that was changed: by as many days; to its hours where those changed, else it keeps its own. */
export function movedAlong(other: Clocked, before: Clocked, after: Clocked): Clocked {
  const day = addDays(other.day, daysBetween(before.day, after.day))
  const lasts = (clock: Clocked) => daysBetween(clock.day, clock.ends_day)
  const ends = before.ends_hour !== after.ends_hour || lasts(before) !== lasts(after) ? after : other
  const hour = before.hour === after.hour ? other.hour : after.hour
  return { day, hour, ends_day: addDays(day, lasts(ends)), ends_hour: ends.ends_hour }
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY)

/** How far the shifts of an event move when it does, in milliseconds: with all of it; where it is given another length, by whole days only. */
export function shiftOf(before: Span, after: Span): number {
  const begins = after.starts_at.getTime() - before.starts_at.getTime()
  const ends = after.ends_at.getTime() - before.ends_at.getTime()
  return begins === ends ? begins : Math.round(begins / DAY) * DAY
}
