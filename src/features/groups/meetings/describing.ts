import { entriesIn } from '#platform/named'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { momentIn, sayMoment } from '#platform/i18n/moments'
import type { figuresSince } from './queries.ts'
import type { T } from './texts.ts'

/** When a meeting is, as clocks show it where the group is. */
export function momentOf(locale: Locale, { starts_at, time_zone }: { starts_at: Date; time_zone: string }): string {
  return sayMoment(locale, starts_at, time_zone)
}

type Typed = { day: string; hour: string; place?: string | undefined; agenda?: string | undefined }

/** What was typed, as a meeting in that time zone; undefined: there is no such day or hour. */
export function settingOf({ day, hour, place, agenda }: Typed, zone: string) {
  const starts_at = momentIn(zone, day, hour)
  return starts_at && { starts_at, place: place?.trim() || null, agenda: agenda?.trim() || null }
}

type Figures = Awaited<ReturnType<typeof figuresSince>>

/** What a group did, in figures; those that are nothing are left out. */
export function statsOf({ meetings, present, doors, met }: Figures, t: T, locale: Locale) {
  const stats = { meetings, present: Math.round(present ?? 0), doors, met }
  return entriesIn(stats)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => ({ label: t(`meetings.stats.${name}`, { n }), value: formatNumber(locale, n) }))
}
