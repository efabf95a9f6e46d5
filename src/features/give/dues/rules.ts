import { addDays } from '#platform/i18n/moments'
import { makeReference } from '../banking/index.ts'

/** For how long a due pays: a year from its day, what is left of the calendar's year, a month. */
export const PERIODS = ['year', 'calendar', 'month'] as const
export type Period = (typeof PERIODS)[number]

/** A step of a scale: up to so much a month (null: above all others), so much is paid. Smallest units. */
export type Bracket = { to: number | null; amount: number }

/** What a member pays, and for how long. */
export type Scale = { open: boolean; period: Period; grace_days: number; brackets: Bracket[]; floor: number }

/** What a member is told of the end of her term. */
export type Reminder = 'soon' | 'ended' | 'lapsed'

/** Whether an amount is one of the scale's. */
export const fits = ({ brackets, floor }: Pick<Scale, 'brackets' | 'floor'>, amount: number): boolean =>
  brackets.length > 0 ? brackets.some((one) => one.amount === amount) : amount >= floor

/** From one day to another, both within. YYYY-MM-DD. */
export type Term = { from: string; until: string }

/** The term that begins on a day. It is never shorter than its period: of a month that has no such day it takes the last one too. */
export function termFrom(period: Period, from: string): Term {
  if (period === 'calendar') return { from, until: `${from.slice(0, 4)}-12-31` }
  const next = monthsOn(from, period === 'year' ? 12 : 1)
  return { from, until: next.isWhole ? addDays(next.day, -1) : next.day }
}

/** The same day so many months on; where that month has none, its last. */
function monthsOn(day: string, months: number): { day: string; isWhole: boolean } {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const month = (of: number) => `${String(Math.floor(of / 12)).padStart(4, '0')}-${String((of % 12) + 1).padStart(2, '0')}`
  const last = addDays(`${month(count + 1)}-01`, -1)
  const same = `${month(count)}-${day.slice(8)}`
  return same <= last ? { day: same, isWhole: true } : { day: last, isWhole: false }
}

/** Where a member stands: within a term, in the days after it that are let pass, beyond them, or never yet. */
export type Standing = 'member' | 'grace' | 'lapsed' | 'none'

export function standingOf(until: string | null, today: string, grace: number): Standing {
  if (until === null) return 'none'
  if (today <= until) return 'member'
  return today <= addDays(until, grace) ? 'grace' : 'lapsed'
}

/** The term that a payment of today pays: it follows the last one while that or its grace lasts. */
export function nextTerm({ period, grace_days }: Pick<Scale, 'period' | 'grace_days'>, last: string | null, today: string): Term {
  const stands = standingOf(last, today, grace_days)
  return termFrom(period, last !== null && (stands === 'member' || stands === 'grace') ? addDays(last, 1) : today)
}

/** Days before the end of a term from which it may be renewed, and is spoken of. */
const LEAD: Record<Period, number> = { year: 30, calendar: 30, month: 5 }

/** Whether she may pay for the next term yet: earlier, it would be by a slip. */
export const mayRenew = (period: Period, until: string | null, today: string): boolean =>
  until === null || addDays(until, -LEAD[period]) <= today

/** How long after the grace the last word is still said: who lapsed long ago is left alone. */
const LAST_WORD = 15

/** What a member whose term ends on a day is to be told today; undefined: nothing. Of a month: before its end, and when it lapsed. */
export function reminderFor({ period, grace_days }: Pick<Scale, 'period' | 'grace_days'>, until: string, today: string) {
  const lapses = addDays(until, grace_days)
  if (today > addDays(lapses, LAST_WORD) || today < addDays(until, -LEAD[period])) return undefined
  if (today <= until) return 'soon'
  if (today > lapses) return 'lapsed'
  return period === 'month' ? undefined : 'ended'
}

/** Digits of the number in a reference: one more than in that of a gift, so that none is the other's. */
const DIGITS = 11

/** The creditor reference of a due (ISO 11649), by its number. */
export const dueReference = (number: number): string => makeReference(String(number).padStart(DIGITS, '0'))
