/** Meetings to come that a group may have before it: a calendar, not a wish list. */
export const MOST_TO_COME = 12
/** Days ahead for which one may be set, and days back for which one that nobody set is still reported. */
const AHEAD = 366
const BACK = 60
/** Hours before a meeting at which members are reminded of it. */
const REMINDED = 24

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Whether a meeting may be set for a moment, by the key of a text; undefined: it may. */
export function whyNotThen(starts: Date, now: Date): string | undefined {
  if (starts.getTime() > now.getTime() + AHEAD * DAY) return 'meetings.when.far'
  return starts.getTime() < now.getTime() - BACK * DAY ? 'meetings.when.past' : undefined
}

type Life = { starts_at: Date; cancelled_at: Date | null; reported_at: Date | null }
export type MeetingState = 'coming' | 'cancelled' | 'to-report' | 'reported'

/** What a meeting is at a moment. One that has begun can be reported: nobody waits until it is over to note who is there. */
export function stateOf({ starts_at, cancelled_at, reported_at }: Life, now: Date): MeetingState {
  if (cancelled_at) return 'cancelled'
  if (reported_at) return 'reported'
  return starts_at > now ? 'coming' : 'to-report'
}

/** Until when members who have not said no are reminded of what is to come. */
export function remindedUntil(now: Date): Date {
  return new Date(now.getTime() + REMINDED * HOUR)
}
