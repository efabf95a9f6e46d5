import { addDays, momentIn, weekdayOf } from '#platform/i18n/moments'

/** When somebody looks: the days that she may mean. */
export const PERIODS = ['today', 'week', 'weekend', 'month', 'all'] as const
export type Period = (typeof PERIODS)[number]

/** From when to when a period lasts, as clocks in a zone have it: from now, to the end of its last day. */
export function spanOf(period: Period, day: string, zone: string): { from: Date | undefined; to: Date | undefined } {
  const end = (days: number) => momentIn(zone, addDays(day, days + 1), '00:00')
  if (period === 'today') return { from: undefined, to: end(0) }
  if (period === 'week') return { from: undefined, to: end(6) }
  if (period === 'month') return { from: undefined, to: end(30) }
  if (period === 'all') return { from: undefined, to: undefined }
  // On a Sunday, it began the day before.
  const saturday = 6 - weekdayOf(day)
  return { from: momentIn(zone, addDays(day, saturday), '00:00'), to: end(saturday + 1) }
}

export const KILOMETRES = [5, 10, 20, 50, 100] as const

/** The week of a day, as ISO 8601 names it: 2026-W48. Its year is that of its Thursday. */
export function weekOf(day: string): string {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const first = `${thursday.slice(0, 4)}-01-01`
  const week = 1 + Math.floor((Date.parse(thursday) - Date.parse(first)) / (7 * 86_400_000))
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`
}

/**
 * Whether clocks there show an hour at which the mail of the week leaves: a Thursday morning, before the weekend is planned. From eight, unless the
 * program stood still then; not past noon, when some have made their plans.
 */
export function isWeeklyHour({ day, hour }: { day: string; hour: string }): boolean {
  return weekdayOf(day) === 4 && hour >= '08:00' && hour < '12:00'
}

type Found = { type: string; distance_km: number; starts_at: Date }

/** What stands in somebody's weekly mail: the nearest of what she likes, spread over types, in the order of time. */
export function chosenFor<E extends Found>(found: E[], { types, most }: { types: string[]; most: number }): E[] {
  const liked = found.filter(({ type }) => types.length === 0 || types.includes(type))
  const nearest = liked.toSorted((a, b) => a.distance_km - b.distance_km)
  // The nearest of each type first, so that eleven stalls do not hide the one debate.
  const firsts = [...new Map(nearest.toReversed().map((one) => [one.type, one])).values()]
  const chosen = [...new Set([...firsts, ...nearest])].slice(0, most)
  return chosen.toSorted((a, b) => a.starts_at.getTime() - b.starts_at.getTime())
}
