import ical from 'ical-generator'

type Entry = {
  id: string
  name: string
  starts_at: Date
  set_at: Date
  place: string
  agenda: string | null
  version: number
  url: string
}

/** Hours that a meeting is taken to last: nobody is asked. */
const LASTS = 2

/** A meeting as an entry for a calendar (RFC 5545). The same `UID` each time, so that one that moved replaces what it was. `domain`: host name of the site. */
export function calendarOf({ id, name, starts_at, set_at, place, agenda, version, url }: Entry, domain: string): string {
  const calendar = ical({ prodId: { company: 'Appui', product: 'Appui' } })
  calendar.createEvent({
    id: `meeting-${id}@${domain}`,
    start: starts_at,
    end: new Date(starts_at.getTime() + LASTS * 3_600_000),
    stamp: set_at,
    sequence: version,
    summary: name,
    location: place,
    description: [agenda, url].filter(Boolean).join('\n\n'),
    url,
  })
  return calendar.toString()
}
