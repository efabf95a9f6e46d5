import type { EventId } from './tables.ts'

export const eventPath = (event: EventId) => `/events/${event}`
/** Where its picture is; another address with each new one. undefined: it shows none. */
export const eventPicturePath = ({ id, picture_at }: { id: EventId; picture_at: Date | null }) =>
  picture_at ? `${eventPath(id)}/picture.webp?v=${picture_at.getTime()}` : undefined
/** The card that is shown where it is shared; another address after each change. */
export const cardPath = ({ id, changed_at }: { id: EventId; changed_at: Date }) =>
  `${eventPath(id)}/card.png?v=${changed_at.getTime()}`
export const settingsPath = (event: EventId) => `${eventPath(event)}/settings`
export const planPath = (event: EventId) => `${eventPath(event)}/plan`
export const peoplePath = (event: EventId) => `${eventPath(event)}/people`
