import type { Entry } from '#platform/calendar/calendars'

type Meeting = {
  id: string
  group: string
  starts_at: Date
  time_zone: string
  set_at: Date
  cancelled_at: Date | null
  where: string
  agenda: string | null
  version: number
}

/** Hours that a meeting is taken to last: nobody is asked. */
const LASTS = 2

/** A meeting as an entry of a member's calendar, whichever: of this meeting alone, or of all that is hers. `url`: its page. */
export function meetingEntry({ id, starts_at, set_at, cancelled_at, ...meeting }: Meeting, url: URL): Entry {
  return {
    uid: `meeting-${id}@${url.hostname}`,
    version: meeting.version,
    changed: cancelled_at ?? set_at,
    zone: meeting.time_zone,
    starts: starts_at,
    ends: new Date(starts_at.getTime() + LASTS * 3_600_000),
    title: meeting.group,
    where: meeting.where,
    description: meeting.agenda,
    url: url.href,
    cancelled: cancelled_at !== null,
    own: true,
  }
}
