import type { Entry } from '#platform/calendar/calendars'
import type { Translate } from '#platform/i18n/texts'
import { type EventTextKey, exactWhere, typeText } from '../core/index.ts'

type T = Translate<EventTextKey>

type Event = {
  id: string
  type: string
  title: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  changed_at: Date
  cancelled_at: Date | null
  version: number
  description?: string | null
}
type Known = Event & Pick<Parameters<typeof exactWhere>[1], 'attendance' | 'address' | 'town'> & { online_url: string | null }

/** An event as an entry of anybody's calendar. `where`: as far as anybody may know; `url`: its page. */
export function eventEntry(t: T, event: Event & { where: string }, url: URL): Entry {
  const { id, version, cancelled_at } = event
  return {
    uid: `event-${id}@${url.hostname}`,
    version,
    changed: event.changed_at,
    zone: event.time_zone,
    starts: event.starts_at,
    ends: event.ends_at,
    title: event.title,
    where: event.where,
    description: event.description ?? null,
    url: url.href,
    cancelled: cancelled_at !== null,
    kind: typeText(t, event.type),
    own: false,
  }
}

/** The same event as who comes or holds it has it: with the door, and the link that only she may know. */
export const ownEventEntry = (t: T, event: Known, url: URL): Entry => ({
  ...eventEntry(t, { ...event, where: exactWhere(t, event) }, url),
  online: event.online_url,
  own: true,
})
