import { Temporal } from 'temporal-polyfill'
import type { App } from '../app.ts'
import { dateFormat, type Locale } from './locales.ts'

/**
 * The moment at which clocks in a zone show that day (`YYYY-MM-DD`) and hour (`HH:MM`). Of an hour that comes twice in autumn the first; of one that
 * spring skips, the one after (RFC 5545 §3.3.5). undefined: there is no such day or hour.
 */
export function momentIn(zone: string, day: string, hour: string): Date | undefined {
  try {
    const { epochMilliseconds } = Temporal.PlainDateTime.from(`${day}T${hour}`, { overflow: 'reject' }).toZonedDateTime(zone)
    return new Date(epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** What clocks in a zone show at a moment: day (`YYYY-MM-DD`) and hour (`HH:MM`). */
export function clockIn(zone: string, moment: Date): { day: string; hour: string } {
  const there = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDateTime()
  return { day: there.toPlainDate().toString(), hour: there.toPlainTime().toString({ smallestUnit: 'minute' }) }
}

/** "mardi 3 mars à 19:00", as clocks in a zone show it. */
export function sayMoment(locale: Locale, moment: Date, zone: string): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const
  const said = dateFormat(locale, { ...format, timeZone: zone }).format(moment)
  // French says hours by their letter: 19 h, 19 h 30.
  return locale === 'fr'
    ? said.replace(/(\d{1,2}):(\d{2})$/, (_, h: string, m: string) => `${Number(h)}\u00a0h${m === '00' ? '' : `\u00a0${m}`}`)
    : said
}

/** Today, where the movement is at home. */
export function todayOf({ movement, now }: Pick<App, 'movement' | 'now'>): string {
  return clockIn(movement.current.timeZone, now()).day
}

/** A day of the calendar (`YYYY-MM-DD`), that many days on. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The last second of a day of the calendar, as clocks in a zone have it. */
export function lastMomentOf(zone: string, day: string): Date {
  return new Date(momentIn(zone, addDays(day, 1), '00:00')!.getTime() - 1000)
}

/** Which day of the week it is: 1 for Monday, 7 for Sunday (ISO 8601). */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** The same day of the month that many months on; where that month is too short, its last. From 31 January: 28 February, 31 March. */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}
