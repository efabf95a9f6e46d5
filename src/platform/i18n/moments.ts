import { Temporal } from 'temporal-polyfill'

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
