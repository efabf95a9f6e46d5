import de from './data/de.json' with { type: 'json' }
import es from './data/es.json' with { type: 'json' }
import fr from './data/fr.json' with { type: 'json' }
import gb from './data/gb.json' with { type: 'json' }
import us from './data/us.json' with { type: 'json' }
import type { Deadline } from './rules/days.ts'

/** Where a rule stands, when somebody of us read it there, and when it is to be read again. Days are `YYYY-MM-DD`. */
export type Source = {
  article: string
  source: string
  /** Of which day the text was that we read; null: it did not say. */
  as_of: string | null
  read: string
  review: string
  /** The first and last day of a vote that it holds for; null: none is known. */
  from: string | null
  until: string | null
}

/** A rule of law as data: `key` says of what, `value` what it is; `areas`: those alone in which it holds, before the rule of the country. */
export type Rule<V = unknown> = Source & { country: string; areas?: string[]; key: string; value: V }

const RULES: Rule[] = [...fr, ...es, ...de, ...gb, ...us]

/** Every rule that is read here, for the test that says which is to be read again. */
export const everyRule = (): readonly Rule[] => RULES

/** Which rule is looked for: of what, for a vote on which day (`YYYY-MM-DD`), and where. */
type Wanted = { country: string; area?: string | null; key: string; voteOn: string }

/** The rule among these that holds there for such a vote; undefined: we have read none. */
export function ruleAmong<V>(rules: readonly Rule[], { country, area, key, voteOn }: Wanted): Rule<V> | undefined {
  const holding = rules.filter(
    (rule) =>
      rule.country === country &&
      rule.key === key &&
      (rule.from === null || rule.from <= voteOn) &&
      (rule.until === null || voteOn <= rule.until),
  )
  const own = holding.find(({ areas }) => area && areas?.includes(area))
  // What stands under a key has one shape, which the test of the data holds.
  return (own ?? holding.find(({ areas }) => !areas)) as Rule<V> | undefined
}

/** The rule of a country for a vote on that day; undefined: we have read none that holds then. */
export const ruleOf = <V>(country: string, key: string, voteOn: string) => ruleAmong<V>(RULES, { country, key, voteOn })

/** Until when something may be asked for in an area, as its rule says; undefined: it has no such rule. */
export const deadlineIn = (wanted: Wanted) => ruleAmong<Deadline | null>(RULES, wanted)

/** Whether a rule should have been read again by that day: it is shown with a warning. */
export const isDue = ({ review }: Source, today: string): boolean => today >= review
