import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

export type Entry = {
  id: string
  title: string
  starts_at: Date
  ends_at: Date
  changed_at: Date
  where: string
  description: string | null
  version: number
  cancelled: boolean
  url: string
}

/** An event as a calendar of one entry (RFC 5545). The same `UID` each time, so that one that moved replaces what it was. `domain`: host name of the site. */
export function calendarOf(entry: Entry, domain: string): string {
  const calendar = ical({ prodId: { company: 'Appui', product: 'Appui' }, method: ICalCalendarMethod.PUBLISH })
  addEntry(calendar, entry, domain)
  return calendar.toString()
}

/** Adds an event to a calendar of many. */
export function addEntry(calendar: ReturnType<typeof ical>, entry: Entry, domain: string): void {
  calendar.createEvent({
    id: `event-${entry.id}@${domain}`,
    start: entry.starts_at,
    end: entry.ends_at,
    stamp: entry.changed_at,
    sequence: entry.version,
    summary: entry.title,
    location: entry.where,
    description: [entry.description, entry.url].filter(Boolean).join('\n\n'),
    url: entry.url,
    status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
}
