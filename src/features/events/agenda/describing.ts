import type { Locale } from '#platform/i18n/locales'
import { formatNumber } from '#platform/i18n/locales'
import type { Link } from '#platform/http/locale'
import { sayDistance } from '#platform/geo/points'
import type { EventCardProps } from '../attending/index.ts'
import { eventPath, eventTexts, placesText, typeText, whenText } from '../core/index.ts'
import type { EventInList } from './queries/find.ts'
import { texts } from './texts.ts'

/** An event in a list, in words. */
export function cardOf(
  event: EventInList & { distance_km?: number },
  { locale, link }: { locale: Locale; link: Link },
): EventCardProps {
  const t = eventTexts.in(locale)
  return {
    id: event.id,
    href: link(eventPath(event.id)),
    title: event.title,
    when: whenText(t, locale, event),
    where: [event.attendance === 'online' ? t('events.online') : event.town, placesText(t, locale, event)].join(' · '),
    aside: event.distance_km === undefined ? undefined : distanceText(locale, event, event.distance_km),
    badges: [typeText(t, event.type)],
  }
}

/** How near an event is, as a reason to go: "à 2 km, Lyon". */
export function nearText(locale: Locale, { precision, town, distance_km: km }: EventInList & { distance_km: number }): string {
  const t = texts.in(locale)
  if (precision === 'town' && km < 1) return t('agenda.reason-here', { town })
  const { unit, value } = sayDistance(km)
  return t(`agenda.reason-${unit}`, { distance: formatNumber(locale, value), town })
}

function distanceText(locale: Locale, { precision }: EventInList, km: number): string {
  const t = texts.in(locale)
  // Metres from the middle of a town say nothing of what is only known to be in it.
  if (precision === 'town' && km < 1) return t('agenda.distance-here')
  const { unit, value } = sayDistance(km)
  return t(`agenda.distance-${unit}`, { distance: formatNumber(locale, value) })
}
