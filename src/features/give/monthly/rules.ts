import { addDays, addMonths } from '#platform/i18n/moments'
import type { Decision } from '../law/index.ts'

/** `begun`: its first gift is not paid yet. */
export type State = 'begun' | 'active' | 'paused' | 'stopped'

/** Why it stopped: she said so; its first gift never came; refused three times; nothing is kept to pay with; the law; the bank took one back. */
export type Reason = 'donor' | 'first' | 'failed' | 'means' | 'cap' | 'window' | 'filed' | 'law' | 'disputed'

/** What became of a try. */
export type Outcome = 'under-way' | 'held' | 'paid' | 'failed' | 'unmade' | 'late'

/** Tries in a row that a bank refuses before nobody tries any more. */
export const TRIES = 3
/** Days from one refusal to the next try. */
const WAITS = [3, 7]

/** The day on which that month is due, counted from the first gift; of 31 January: 28 February, 31 March. Days are YYYY-MM-DD. */
export const dueOn = (anchor: string, nth: number): string => addMonths(anchor, nth)

/** The last month whose day has come; 0: none since the first gift. */
export function nthBy(anchor: string, today: string): number {
  const monthsOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  const apart = monthsOf(today) - monthsOf(anchor)
  return Math.max(0, dueOn(anchor, apart) <= today ? apart : apart - 1)
}

/** The day of the next try after that many refusals in a row. */
export const retryOn = (today: string, failures: number): string => addDays(today, WAITS[failures - 1] ?? WAITS.at(-1)!)

type Amounts = { amount: number; rise_to: number | null; rise_on: string | null }

/** What is taken on a day: a rise counts from its day on. */
export const amountOn = ({ amount, rise_to, rise_on }: Amounts, day: string): number =>
  rise_to !== null && rise_on !== null && rise_on <= day ? rise_to : amount

/** Days between the mail about a rise and the first time that more is taken. */
const RISE_AFTER = 3

/** What the amounts are once she wants another: less at once, more after she was told. */
export function amountsAfter(now: Amounts, { amount, today }: { amount: number; today: string }): Amounts {
  const taken = amountOn(now, today)
  if (amount <= taken) return { amount, rise_to: null, rise_on: null }
  return { amount: taken, rise_to: amount, rise_on: addDays(today, RISE_AFTER) }
}

/** Whether other means may come in the place of what pays: of what goes on, and of what ended for want of them. */
export const mayChangeMeans = ({ state, reason }: { state: State; reason: Reason | null }): boolean =>
  state === 'active' || state === 'paused' || reason === 'failed' || reason === 'means'

/** Why the law ends it. */
export function reasonOf(decision: Decision): Reason {
  const refusal = decision.verdict === 'refuse' ? decision.reason : ''
  if (refusal === 'law.refuse.cap') return 'cap'
  if (refusal === 'law.refuse.over') return 'window'
  return refusal === 'law.refuse.filed' || refusal === 'law.refuse.due' ? 'filed' : 'law'
}
