import { Temporal } from 'temporal-polyfill'

/** A component of a calendar as jCal has it (RFC 7265): name, properties, components within. */
export type Component = [name: string, properties: unknown[][], components: Component[]]

/** What is to be told in the clocks of a zone. */
export type Span = { zone: string; starts: Date; ends: Date }

/** What clocks did before is told of none: they were set by seconds here and there until 1972, and no entry is so old. */
const OLDEST = Date.UTC(1980, 0)

/**
 * The zones of some entries, each with what its clocks do in the years of those in it (RFC 5545 §3.6.5).
 * Told by the same tables as the hours of the entries: a reader whose own tables are older, or that knows no such zone, comes to the same
 * moments. Published blocks of VTIMEZONE say what clocks do by a rule for ever, and are wrong where there is none (Casablanca).
 */
export function zonesOf(spans: Iterable<Span>): Component[] {
  const years = new Map<string, { from: number; to: number }>()
  for (const { zone, starts, ends } of spans) {
    const { from, to } = years.get(zone) ?? { from: Infinity, to: -Infinity }
    years.set(zone, { from: Math.min(from, starts.getUTCFullYear()), to: Math.max(to, ends.getUTCFullYear()) })
  }
  return Array.from(years, ([zone, { from, to }]) => keptZone(zone, from, to))
}

/** Zones that were told: those of a movement, in some years. */
const told = new Map<string, Component>()

function keptZone(zone: string, from: number, to: number): Component {
  const key = `${zone} ${from} ${to}`
  const known = told.get(key)
  if (known) return known
  const component: Component = ['vtimezone', [['tzid', {}, 'text', zone]], observances(zone, from, to)]
  if (told.size < 1000) told.set(key, component)
  return component
}

/** From before the first day of a year, wherever it begins, to after the last of another. */
function observances(zone: string, from: number, to: number): Component[] {
  const start = zonedAt(Date.UTC(from, 0, 0), zone)
  const end = Date.UTC(to + 1, 0, 2)
  const last = start.getTimeZoneTransition('previous')
  const changes = [last && last.epochMilliseconds > OLDEST ? last : zonedAt(OLDEST, zone)]
  for (
    let next = start.getTimeZoneTransition('next');
    next && next.epochMilliseconds < end;
    next = next.getTimeZoneTransition('next')
  )
    changes.push(next)
  return changes.map(observance)
}

/** What clocks show from a moment on, and what they showed until then. */
function observance(change: Temporal.ZonedDateTime): Component {
  const before = change.epochMilliseconds <= OLDEST ? change : change.subtract({ milliseconds: 1 })
  const onset = change.withTimeZone(before.offset).toPlainDateTime().toString({ smallestUnit: 'second' })
  const forward = change.offsetNanoseconds > before.offsetNanoseconds
  return [
    forward ? 'daylight' : 'standard',
    [
      ['dtstart', {}, 'date-time', onset],
      ['tzoffsetfrom', {}, 'utc-offset', before.offset],
      ['tzoffsetto', {}, 'utc-offset', change.offset],
      ['tzname', {}, 'text', change.offset.replace(':', '')],
    ],
    [],
  ]
}

/** A moment as a property: in the clocks of its zone, unless they show that hour twice: readers differ about which of the two it is. */
export function momentProperty(name: string, moment: Date, zone: string): unknown[] {
  const shown = zonedAt(moment.getTime(), zone).toPlainDateTime()
  const [first, last] = (['earlier', 'later'] as const).map((disambiguation) => shown.toZonedDateTime(zone, { disambiguation }))
  return first!.epochMilliseconds === last!.epochMilliseconds
    ? [name, { tzid: zone }, 'date-time', shown.toString({ smallestUnit: 'second' })]
    : [name, {}, 'date-time', inUtc(moment)]
}

const zonedAt = (moment: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone)

/** As calendars write a moment of universal time. */
export const inUtc = (moment: Date) => `${moment.toISOString().slice(0, 19)}Z`
