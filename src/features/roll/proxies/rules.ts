import { ruleOf } from '../core/index.ts'

/** How many proxies one may hold, and how many of them made in the country: the value of the rule `proxy.limit`. */
export type Limit = { most: number; madeHome: number }

/** The limit of the law for a vote; undefined: we have read none, and match nobody. */
export const limitOf = (country: string, voteOn: string): Limit | undefined =>
  ruleOf<Limit>(country, 'proxy.limit', voteOn)?.value

/** Holders whom one ask may have us ask, and those of them to whom she may say no: who only wants to see names sees few, and takes few questions from others. */
export const MOST_INVITED = 10
export const MOST_REFUSED = 3
/** Questions that one holder gets in a week. */
export const QUESTIONS_A_WEEK = 3

/** Asks that wait for the button of a mail: of one mailbox from one network, from one network such as a home for the elderly, in all. */
export const MOST_UNCONFIRMED = { mailbox: 3, network: 40, all: 5_000 }
/** Hours after which they are forgotten. */
export const CONFIRMED_WITHIN = 48

/** Days before the vote at which whoever waits is reminded. */
const REMINDERS = [2, 5, 10, 21] as const

/** Of which reminder it is the time, so many days before the vote; null: of none. */
export const reminderAt = (daysLeft: number): number | null =>
  daysLeft < 1 ? null : (REMINDERS.find((days) => daysLeft <= days) ?? null)

/** Hours that either has for an answer: the nearer the vote, the fewer. */
export function hoursToAnswer(daysLeft: number): number {
  if (daysLeft >= 14) return 48
  if (daysLeft >= 5) return 24
  return daysLeft >= 2 ? 12 : 4
}

const DAY = 86_400_000

/** Days from one to another, both `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY)

/** What somebody holds already, as she says. Whether the law of the vote lets her hold so many. */
export function mayHold({ most, madeHome }: Limit, { home, abroad }: { home: number; abroad: number }): boolean {
  return home <= madeHome && home + abroad <= most
}
