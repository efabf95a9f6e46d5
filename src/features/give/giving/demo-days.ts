import { clockIn } from '#platform/i18n/moments'

/** An hour of the demo's collection, and which part of all gifts came before its end. */
export type Hour = { at: number; until: number }

/** Days in which gifts came: seven weeks. */
const DAYS = 49
const HOUR = 3_600_000

/** What happened so many days ago, and how many times as much came: the opening, a debate, letters to all, the last days before a meeting. */
const HAPPENED: Record<number, number> = {
  48: 4,
  47: 2.5,
  46: 1.6,
  34: 3,
  33: 2,
  20: 1.8,
  19: 1.4,
  9: 2.6,
  8: 1.7,
  2: 1.6,
  1: 2,
  0: 1.5,
}
/** From Sunday on: on Saturdays people are elsewhere. */
const BY_WEEKDAY = [1.15, 1, 1.05, 1, 1.05, 0.9, 0.65]
/** From midnight on: little at night, most at noon and in the evening. */
const BY_HOUR = [3, 1, 1, 1, 1, 2, 5, 12, 20, 25, 27, 30, 38, 34, 26, 25, 27, 32, 40, 48, 55, 52, 34, 14]

/** The hours until now of a collection that warms up, each with its part. */
export function hoursOf(now: Date, zone: string): Hour[] {
  const last = Math.floor(now.getTime() / HOUR) * HOUR
  const hours = Array.from({ length: DAYS * 24 - 1 }, (_, nth) => last - (nth + 1) * HOUR).toReversed()
  let sum = 0
  const parts = hours.map((at) => ({ at, until: (sum += weightOf(at, { now, zone })) }))
  return parts.map(({ at, until }) => ({ at, until: until / sum }))
}

function weightOf(at: number, { now, zone }: { now: Date; zone: string }): number {
  const { day, hour } = clockIn(zone, new Date(at))
  const ago = Math.floor((now.getTime() - at) / (24 * HOUR))
  const warm = 0.5 + (DAYS - ago) / DAYS
  return warm * (HAPPENED[ago] ?? 1) * BY_WEEKDAY[new Date(day).getUTCDay()]! * BY_HOUR[Number(hour.slice(0, 2))]!
}

/** The moment in whose part a number from 0 to 1 falls. */
export function whenIn(hours: readonly Hour[], drawn: number): Date {
  let [low, high] = [0, hours.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (hours[middle]!.until > drawn) high = middle
    else low = middle + 1
  }
  const before = low === 0 ? 0 : hours[low - 1]!.until
  const { at, until } = hours[low]!
  return new Date(at + Math.floor(((drawn - before) / (until - before)) * HOUR))
}
