import type { App } from '#platform/app'
import type { EventId, SignUpId } from '../core/index.ts'

/** Somebody's own page of her sign-up: what stands in her mails, for her alone. What it may still do, the sign-up decides. */
export const ownLinks = {
  path: ({ seals }: App, signUp: SignUpId) => `/sign-ups/${seals.sign('events.sign-up', signUp)}`,
  open: ({ seals, now }: App, token: string): SignUpId | undefined => seals.open('events.sign-up', token, now()),
}

/** What the code of a ticket says: the page of the door, which asks who scans it to be one of those who hold the event. */
export const ticketPath = (event: EventId, code: string) => `/events/${event}/door/${code}`
