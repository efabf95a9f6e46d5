import type { App } from '#platform/app'
import { type Words, ofAnyKey } from '#platform/i18n/texts'
import { languageOf } from '#platform/i18n/languages'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { sayDistance } from '#platform/geo/points'
import type { GroupInList } from './queries/find.ts'
import { roomOf, stateOf } from './rules.ts'
import type { T } from './texts.ts'

/** A group in a list, in words. */
export type GroupCardProps = {
  id: string
  href: string
  name: string
  town: string
  distance: string | undefined
  size: string
  habits: string | null
  meeting: string | undefined
  badges: string[]
}

type Shown = GroupInList & { distance_km?: number }

/** Says a group as a visitor reads it. `at` is the path of its page. */
export function describe(app: App, group: Shown, { t, locale, at }: Words<T> & { at: string }): GroupCardProps {
  const meeting = nextMeeting(locale, group, app.now())
  return {
    id: group.id,
    href: at,
    name: group.name,
    town: group.town,
    distance: group.distance_km === undefined ? undefined : distanceText(group, group.distance_km, { t, locale }),
    size: sizeText(t, group.size),
    habits: group.habits,
    meeting: meeting && t('groups.next-meeting', { at: meeting }),
    badges: badgesOf(group, { t, locale, now: app.now() }),
  }
}

function distanceText({ precision }: Pick<GroupInList, 'precision'>, km: number, { t, locale }: Words<T>): string {
  // Metres from the middle of a town say nothing of a group of which only the town is known.
  if (precision === 'town' && km < 1) return t('groups.distance-here')

  const { unit, value } = sayDistance(km)
  return t(`groups.distance-${unit}`, { distance: formatNumber(locale, value) })
}

/** "7 members, room for 5". */
export function sizeText(t: T, size: number): string {
  const room = roomOf(size)
  return room > 0 ? t('groups.size', { size, room }) : t('groups.size-full', { size })
}

/** When it meets next, as clocks there show it; undefined: nothing is set. */
export function nextMeeting(
  locale: Locale,
  { next_meeting_at, time_zone }: Pick<Shown, 'next_meeting_at' | 'time_zone'>,
  now: Date,
): string | undefined {
  return next_meeting_at && next_meeting_at > now ? sayMoment(locale, next_meeting_at, time_zone) : undefined
}

type Told = Pick<GroupInList, 'size' | 'last_active_at' | 'closed_at' | 'accessible' | 'joining' | 'languages' | 'themes'>

/** What is worth a word beside a group's name. That it speaks the reader's own language is not. */
export function badgesOf(group: Told, { t, locale, now }: Words<T> & { now: Date }): string[] {
  const state = stateOf(group, now)
  return [
    ...(state === 'active' ? [] : [t(`groups.state-${state}`)]),
    ...(group.joining === 'approval' ? [t('groups.by-approval')] : []),
    ...(group.accessible ? [t('groups.accessible')] : []),
    ...group.languages.filter((one) => one !== locale).map((one) => languageOf(locale, one)),
    ...group.themes.map((theme) => ofAnyKey(t)(`groups.theme-${theme}`)),
  ]
}
