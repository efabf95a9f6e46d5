import fr from './data/fr.json' with { type: 'json' }
import type { Deadline } from './rules/days.ts'

/** Where a rule stands, when somebody of us read it there, and when it is to be read again. Days are `YYYY-MM-DD`. */
export type Source = {
  article: string
  source: string
  read: string
  review: string
  /** The first and last day of a vote that it holds for; null: none is known. */
  from: string | null
  until: string | null
}

/** A rule of law as data: `key` says of what, `value` what it is. */
export type Rule<V = unknown> = Source & { country: string; key: string; value: V }

const RULES: Rule[] = [...(fr as Rule[])]

/** Every rule that is read here, for the test that says which is to be read again. */
export const everyRule = (): readonly Rule[] => RULES

/** The rule of a country for a vote on that day; undefined: we have read none that holds then. */
export function ruleOf<V>(country: string, key: string, voteOn: string, rules: readonly Rule[] = RULES): Rule<V> | undefined {
  const holds = ({ from, until }: Rule) => (from === null || from <= voteOn) && (until === null || voteOn <= until)
  // What stands under a key has one shape, which the test of the data holds.
  return rules.find((rule) => rule.country === country && rule.key === key && holds(rule)) as Rule<V> | undefined
}

/** The same for a deadline. */
export const deadlineOf = (country: string, key: string, voteOn: string) => ruleOf<Deadline>(country, key, voteOn)

/** Whether a rule should have been read again by that day: it is shown with a warning. */
export const isDue = ({ review }: Source, today: string): boolean => today >= review
