import { clockIn } from '#platform/i18n/moments'
import type { State } from '../giving/index.ts'

/** Why an acknowledgement says nothing any more: it went back, a bank holds it back, or it is lost to a bank. */
export type Why = 'refunded' | 'disputed' | 'lost'

type Standing = { state: State; amount: number; refunded: number }

/** What of a gift is there, in the smallest unit: nothing before it is paid, nothing while a bank holds it back. */
export const thereOf = ({ state, amount, refunded }: Standing): number =>
  state === 'paid' || state === 'refunded' ? amount - refunded : 0

/** Why what was acknowledged is there no more. */
export const whyOf = (state: State): Why => (state === 'disputed' || state === 'lost' ? state : 'refunded')

/** As it is printed and told on the telephone: `2026-000042`. */
export const writeNumber = ({ year, number }: { year: number; number: number }): string =>
  `${year}-${String(number).padStart(6, '0')}`

/** The day on which a gift came, and its year, by the clocks of its law: one of 31 December 23:30 UTC is of 1 January in Paris. */
export function dayIn(zone: string, paid_at: Date): { day: string; year: number } {
  const { day } = clockIn(zone, paid_at)
  return { day, year: Number(day.slice(0, 4)) }
}

/** The last year whose summaries may leave on that day: one that is over for two weeks, in which what banks were slow with is told. */
export function lastYearDue(today: string): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= '01-15' ? year - 1 : year - 2
}

/** Letters that somebody may ask for of one acknowledgement in a day. */
export const MOST_ASKED = 3
