import type { App } from '#platform/app'
import type { PersonId } from '#people'

/** The secret address of somebody's own calendar: it holds for as long as its row stands. */
export const feedLinks = {
  path: ({ seals }: App, feed: string) => `/calendars/${seals.sign('agenda.feed', feed)}.ics`,
  open: ({ seals, now }: App, token: string) => seals.open('agenda.feed', token, now()),
}

/** Ends the weekly mail, without signing in: what stands in each of them. Never ends (RFC 8058 §4). */
export const weeklyLinks = {
  path: ({ seals }: App, person: PersonId) => `/weekly/${seals.sign('agenda.weekly', person)}`,
  open: ({ seals, now }: App, token: string): PersonId | undefined => seals.open('agenda.weekly', token, now()),
}
