import { Temporal } from 'temporal-polyfill'
import { addDays, clockIn, momentIn, weekdayOf } from '#platform/i18n/moments'
import type { Holiday, RuleAbout } from './schema.ts'

/** Where somebody is, as far as clocks and calendars ask: her country, the areas that hold her and have holidays of their own, every zone whose clocks may be hers. */
export type There = { areas: readonly string[]; zones: readonly string[]; holidays: readonly Holiday[] }

type Hours = Pick<RuleAbout['hours'], 'days' | 'spans' | 'holidays'>

/** Days that are looked at for the next hour at which she may be reached. */
const AHEAD = 21
/** Zones that may be hers take turns: so often, until they agree. */
const TURNS = 200

/** Easter Sunday of a year (the anonymous Gregorian computus, as Meeus has it). */
export function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const [month, day] = [Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1]
  return Temporal.PlainDate.from({ year, month, day }).toString()
}

/** Whether a day (`YYYY-MM-DD`) is a holiday there. */
export function isHoliday(day: string, { areas, holidays }: Omit<There, 'zones'>): boolean {
  return holidays.some(({ on, easter, areas: where }) => {
    if (where && !where.some((area) => areas.includes(area))) return false
    return on === undefined ? day === addDays(easterOf(Number(day.slice(0, 4))), easter!) : day.slice(5) === on
  })
}

const isDay = ({ days, holidays }: Hours, there: There, day: string) =>
  days.includes(weekdayOf(day)) && (holidays || !isHoliday(day, there))

/** The first moment from `from` on at which the hours there allow it; undefined: none in the next weeks, or nobody knows her clocks. */
export function openFrom(hours: Hours, there: There, from: Date): Date | undefined {
  if (hours.spans === null && hours.days.length === 7 && hours.holidays) return from
  if (there.zones.length === 0) return undefined
  let at = from
  for (let turn = 0; turn < TURNS; turn += 1) {
    const later = there.zones.map((zone) => openIn(zone, { hours, there }, at))
    if (later.some((one) => one === undefined)) return undefined
    const next = new Date(Math.max(...later.map((one) => one!.getTime())))
    if (next.getTime() === at.getTime()) return at
    at = next
  }
  return undefined
}

/** The same by the clocks of one zone. */
function openIn(zone: string, { hours, there }: { hours: Hours; there: There }, from: Date): Date | undefined {
  const { day: today } = clockIn(zone, from)
  const spans = hours.spans ?? [['00:00', '24:00']]
  for (let n = 0; n <= AHEAD; n += 1) {
    const day = addDays(today, n)
    if (!isDay(hours, there, day)) continue
    for (const [begins, ends] of spans) {
      const [start, end] = [startOf(zone, day, begins!), startOf(zone, day, ends!)]
      if (from < end) return new Date(Math.max(from.getTime(), start.getTime()))
    }
  }
  return undefined
}

const startOf = (zone: string, day: string, hour: string) =>
  hour === '24:00' ? momentIn(zone, addDays(day, 1), '00:00')! : momentIn(zone, day, hour)!
