import type { EventType } from '../kinds.ts'

const HOUR = 3_600_000
/** Before the beginning, from when on nobody is moved up from the waiting list: she might not hear of it in time. */
const PROMOTED_UNTIL = 2 * HOUR
/** Before the beginning, from when on somebody can say that she is on her way. */
const ON_WAY_FROM = 6 * HOUR
/** Before the beginning, from when on its door is spoken of. */
const DOOR_FROM = 12 * HOUR
/** Days after an event for which visitors' names and answers are kept. */
export const KEPT_DAYS = 30
/** Hours in which a visitor presses the button of her mail. */
export const CONFIRMED_WITHIN = 48

type Life = {
  starts_at: Date
  ends_at: Date
  published_at: Date | null
  cancelled_at: Date | null
  unlisted_at: Date | null
}
export type EventState = 'unread' | 'unlisted' | 'cancelled' | 'coming' | 'on' | 'over'

/** What an event is at a moment. `unread`: it waits for somebody in charge to look at it. */
export function stateOf({ starts_at, ends_at, published_at, cancelled_at, unlisted_at }: Life, now: Date): EventState {
  if (cancelled_at) return 'cancelled'
  if (unlisted_at) return 'unlisted'
  if (!published_at) return 'unread'
  if (now < starts_at) return 'coming'
  return now < ends_at ? 'on' : 'over'
}

/** Whether anybody can still sign up: until it begins, or until the role that she chose does. The door takes over. */
export function isOpen(event: Life, role: { starts_at: Date | null } | undefined, now: Date): boolean {
  const state = stateOf(event, now)
  return state === 'coming' || (state === 'on' && role?.starts_at != null && now < role.starts_at)
}

/** Whether places that fall free go to who waits. */
export function promotes(event: Life, now: Date): boolean {
  return stateOf(event, now) === 'coming' && now.getTime() < event.starts_at.getTime() - PROMOTED_UNTIL
}

/** Whether its door may soon be opened, or was. */
export function isDoorNear({ starts_at }: Pick<Life, 'starts_at'>, now: Date): boolean {
  return now.getTime() > starts_at.getTime() - DOOR_FROM
}

/** Whether "I am on my way" says anything yet, and still. */
export function canBeOnWay(event: Life, now: Date): boolean {
  return !event.cancelled_at && now.getTime() > event.starts_at.getTime() - ON_WAY_FROM && now < event.ends_at
}

type Holder = { supporter: boolean; organiser: boolean; staff: boolean }

/** Whether somebody may hold an event of a type. */
export function mayHold({ who }: Pick<EventType, 'who'>, { supporter, organiser, staff }: Holder): boolean {
  if (who === 'staff') return staff
  return who === 'organiser' ? organiser || staff : supporter
}
