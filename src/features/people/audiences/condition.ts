import { type RawBuilder, sql } from 'kysely'
import type { Known } from './criteria.ts'
import { criteriaIn, IN_AUDIENCE, isRule, type Node, type Rule } from './rules.ts'
import type { AudienceId } from './tables.ts'

/** Rules of audiences that stand in others. */
export type Rules = ReadonlyMap<AudienceId, Rule>

/** What a rule is understood by. */
type Terms = { rules: Rules; criteria: Known }

/** Whether everything that a rule asks, however far down, can be answered: the room that knows may be off. */
export function isAnswered(rule: Rule, { rules, criteria }: Terms): boolean {
  return [...criteriaIn(rule, rules)].every((name) => criteria.has(name))
}

/**
 * Whether a rule selects people by what is known of them (Regulation (EU) 2024/900 art. 18, docs/law/political-advertising.md): what asks nothing selects
 * nobody from the others, a question that says nothing of it does, and so does one that nobody can answer.
 */
export function selectsByData(rule: Rule, { rules, criteria }: Terms): boolean {
  return [...criteriaIn(rule, rules)].some((name) => criteria.get(name)?.selects !== false)
}

/**
 * The one SQL condition that a rule is: counting, listing, exporting and writing all use it, so they cannot disagree. An audience that
 * stands in it comes with its own rule, as it is now. Where one question has no answer nobody is selected: `none` of it would be everybody.
 */
export function conditionOf(rule: Rule, terms: Terms): RawBuilder<boolean> {
  return isAnswered(rule, terms) ? partOf(rule, terms) : sql`false`
}

function partOf(node: Node, terms: Terms): RawBuilder<boolean> {
  if (isRule(node)) return groupOf(node, terms)
  if (node.is === IN_AUDIENCE) {
    const rule = terms.rules.get(node.with.audience ?? '')
    // Taken away meanwhile: nobody is in what is not there.
    return rule ? partOf(rule, terms) : sql`false`
  }
  return terms.criteria.get(node.is)!.sql(node.with)
}

function groupOf({ op, of }: Rule, terms: Terms): RawBuilder<boolean> {
  const parts = of.map((node) => partOf(node, terms))
  if (op === 'all') return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
  const any = parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
  // What is not known of a person is no yes: without this, `none` would lose her. Elsewhere unknown selects nobody already,
  // and a condition left bare can be found by an index.
  return op === 'any' ? any : sql`(not coalesce(${any}, false))`
}
