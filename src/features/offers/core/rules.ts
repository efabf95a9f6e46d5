export const EQUIPMENT = [
  'car',
  'van',
  'bicycle-trailer',
  'sound',
  'projector',
  'table',
  'printer',
  'room',
  'kitchen',
  'garden',
] as const
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const PARTS = ['morning', 'afternoon', 'evening'] as const
export type Equipment = (typeof EQUIPMENT)[number]
export type Hour = `${(typeof DAYS)[number]}-${(typeof PARTS)[number]}`
export const HOURS = DAYS.flatMap((day) => PARTS.map((part): Hour => `${day}-${part}`))

const DAY = 86_400_000
/** Different offers that an organiser is shown in a day (UTC): two pages of thirty. Who needs more asks who has charge of the territory. */
export const MOST_SEEN = 60
/** Days over which requests are counted. */
const COUNTED = 30
/** Requests that one person may send in those days: who asks everybody asks nobody. */
const MOST_SENT = 20

/** From when on requests count. */
export const countedSince = (now: Date): Date => new Date(now.getTime() - COUNTED * DAY)

/** Why somebody is not asked now, by the key of a text; undefined: she may be. */
export function whyNotAsked({ most, received, sent }: { most: number; received: number; sent: number }): string | undefined {
  if (received >= most) return 'offers.request.enough'
  return sent >= MOST_SENT ? 'offers.request.many' : undefined
}

type Asked = { state: string; starts_at: Date }

/** Whether a request can still be answered: it is open, and its hour has not come. */
export function canBeAnswered({ state, starts_at }: Asked, now: Date): boolean {
  return state === 'open' && now < starts_at
}

/** Whether who asked can still say yes to the other time that was proposed. */
export function canBeAgreed({ state, proposed_at }: { state: string; proposed_at: Date | null }, now: Date): boolean {
  return state === 'proposed' && proposed_at !== null && now < proposed_at
}
