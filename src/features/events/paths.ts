import type { EventId } from './tables.ts'

export const eventPath = (event: EventId) => `/events/${event}`
export const settingsPath = (event: EventId) => `${eventPath(event)}/settings`
export const planPath = (event: EventId) => `${eventPath(event)}/plan`
export const peoplePath = (event: EventId) => `${eventPath(event)}/people`
