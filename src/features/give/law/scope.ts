import { addDays, momentIn, weekdayOf } from '#platform/i18n/moments'
import { dayIn } from './days.ts'
import type { RuleThere } from './law.ts'

/**
 * What a caller sums of a person: `counts` says which sums, `across` of which recipients (all of the same vote, all of the kind that she knows of, this
 * one alone). Over a year: those given from `from` on, before `to`; over an election, all for that vote.
 */
export type Scope = Pick<RuleThere['sum'], 'across' | 'counts'> & ({ over: 'election' } | { over: 'year'; from: Date; to: Date })

/** What to sum for a gift at a moment. Years begin by the clocks of the law's country: of a gift at 23:59:59 in Paris it is the old one, in Nouméa too. */
export function scopeOf({ sum, zone }: RuleThere, at: Date): Scope {
  const { over, across, counts } = sum
  if (over === 'election') return { over, across, counts }
  const year = Number(dayIn(zone, at).slice(0, 4))
  return { over, across, counts, from: newYear(zone, year), to: newYear(zone, year + 1) }
}

const newYear = (zone: string, year: number) => momentIn(zone, `${year}-01-01`, '00:00')!

/** When gifts for a vote may be taken at the earliest, and when the program would open by itself; null: whoever is responsible says when. */
export type Opening = { earliest: Date | null; default: Date | null }

/** When collecting may begin for a vote whose first round is on that day (`YYYY-MM-DD`); null: this recipient collects always. */
export function openingOf(rule: RuleThere, voteOn: string): Opening | null {
  const earliest = datesOf(rule, voteOn).opens
  return rule.collects && { earliest, default: rule.collects.default ? earliest : null }
}

/** Until when the account is to be filed after a vote whose first round is on that day; null: no rule is read. */
export const filingOf = (rule: RuleThere, voteOn: string): Date | null => datesOf(rule, voteOn).due

type Dates = { opens: Date | null; due: Date | null }

/** Of each rule what follows for the days of votes that were asked for: every decision asks, and there are few votes. */
const known = new WeakMap<RuleThere, Map<string, Dates>>()

function datesOf(rule: RuleThere, voteOn: string): Dates {
  const there = known.get(rule) ?? new Map<string, Dates>()
  const dates = there.get(voteOn) ?? { opens: opensFor(rule, voteOn), due: dueFor(rule, voteOn) }
  if (there.size < 1000) known.set(rule, there.set(voteOn, dates))
  return dates
}

function opensFor({ collects, zone }: RuleThere, voteOn: string): Date | null {
  if (!collects || collects.months === null) return null
  return momentIn(zone, monthsBefore(voteOn, collects.months), '00:00')!
}

/** The first day of the month that is so many before that of a day. */
function monthsBefore(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`
}

function dueFor({ filing, zone }: RuleThere, voteOn: string): Date | null {
  if (!filing) return null
  const first = (filing.weekday - weekdayOf(voteOn) + 7) % 7 || 7
  return momentIn(zone, addDays(voteOn, first + (filing.nth - 1) * 7), filing.hour)!
}
