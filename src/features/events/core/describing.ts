import { ofAnyKey } from '#platform/i18n/texts'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { clockIn, sayMoment } from '#platform/i18n/moments'
import { TYPE_IDS } from './kinds.ts'
import type { EventRecord } from './queries.ts'
import { freeOf } from './seating.ts'
import type { EventRole, EventRow } from './tables.ts'
import { type T, texts } from './texts.ts'

/** The name of a type; one that is no more has none of its own. */
export function typeText(t: T, type: string): string {
  return ofAnyKey(t)(`events.type-${type}`)
}

/** The name of a type in a language; undefined: there is no such type. */
export const typeName = (locale: Locale, type: string): string | undefined =>
  TYPE_IDS.includes(type) ? typeText(texts.in(locale), type) : undefined

/** "samedi 28 novembre à 18 h", and the hour at which it ends, or the day too. As clocks there show it. */
export function whenText(
  t: T,
  locale: Locale,
  { starts_at, ends_at, time_zone }: Pick<EventRow, 'starts_at' | 'ends_at' | 'time_zone'>,
): string {
  const [from, to] = [clockIn(time_zone, starts_at), clockIn(time_zone, ends_at)]
  const starts = sayMoment(locale, starts_at, time_zone)
  // Past midnight is the same evening as one says it.
  const evening = ends_at.getTime() - starts_at.getTime() < 18 * 3_600_000
  return from.day === to.day || evening
    ? t('events.when-hours', { starts, ends: hourText(locale, to.hour) })
    : t('events.when-days', { starts, ends: sayMoment(locale, ends_at, time_zone) })
}

/** "19 h 30" in French, "19:30" elsewhere. */
function hourText(locale: Locale, hour: string): string {
  const [h, m] = hour.split(':')
  return locale === 'fr' ? `${Number(h)}\u00a0h${m === '00' ? '' : `\u00a0${m}`}` : hour.replace(/^0/, '')
}

/** Where it is, as far as anybody may know. */
export function whereText(
  t: T,
  { attendance, precision, address, town }: Pick<EventRecord, 'attendance' | 'precision' | 'address' | 'town'>,
): string {
  if (attendance === 'online') return t('events.online')
  const place = precision === 'exact' && address ? `${address}, ${town}` : town
  return attendance === 'both' ? t('events.place-and-online', { place }) : place
}

/** Where it is, for who holds a place. */
export function exactWhere(t: T, { attendance, address, town }: Pick<EventRecord, 'attendance' | 'address' | 'town'>): string {
  return attendance === 'online' ? t('events.online') : [address, town].filter(Boolean).join(', ')
}

/** "12 come, 8 places left", or that it is full. */
export function placesText(t: T, locale: Locale, event: Pick<EventRow, 'capacity' | 'taken' | 'waiting'>): string {
  const values = { taken: formatNumber(locale, event.taken), n: event.taken }
  if (event.capacity === null) return t('events.places-open', values)
  const free = freeOf(event)
  return free > 0 ? t('events.places-left', { ...values, free }) : t('events.places-full', { ...values, waiting: event.waiting })
}

/** A role with its hours and what is left of it. */
export function roleText(t: T, locale: Locale, role: EventRole & Pick<EventRow, 'time_zone'>): string {
  const hours = hoursText(t, locale, role)
  const left =
    role.capacity === null ? '' : freeOf(role) > 0 ? t('events.role-left', { free: freeOf(role) }) : t('events.role-full')
  return [role.name, hours, left].filter(Boolean).join(' · ')
}

export function hoursText(
  t: T,
  locale: Locale,
  { starts_at, ends_at, time_zone }: { starts_at: Date | null; ends_at: Date | null; time_zone: string },
): string {
  if (!starts_at || !ends_at) return ''
  const hour = (moment: Date) => hourText(locale, clockIn(time_zone, moment).hour)
  return t('events.hours', { starts: hour(starts_at), ends: hour(ends_at) })
}
