import { type RawBuilder, sql } from 'kysely'
import { findCriterion } from './criteria.ts'
import { IN_AUDIENCE, isRule, type Node, type Rule } from './rules.ts'
import type { AudienceId } from './tables.ts'

/** Rules of audiences that stand in others. */
export type Rules = ReadonlyMap<AudienceId, Rule>

/**
 * The one SQL condition that a rule is: counting, listing, exporting and writing all use it, so they cannot disagree. An audience that
 * stands in it comes with its own rule, as it is now.
 */
export function conditionOf(node: Node, rules: Rules): RawBuilder<boolean> {
  if (isRule(node)) return groupOf(node, rules)
  if (node.is === IN_AUDIENCE) {
    const rule = rules.get(node.with.audience ?? '')
    // Taken away meanwhile: nobody is in what is not there.
    return rule ? conditionOf(rule, rules) : sql`false`
  }
  const criterion = findCriterion(node.is)
  if (!criterion) throw new Error(`No criterion is called ${node.is}`)
  return criterion.sql(node.with)
}

function groupOf({ op, of }: Rule, rules: Rules): RawBuilder<boolean> {
  const parts = of.map((node) => conditionOf(node, rules))
  if (op === 'all') return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
  const any = parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
  // What is not known of a person is no yes: without this, `none` would lose her. Elsewhere unknown selects nobody already,
  // and a condition left bare can be found by an index.
  return op === 'any' ? any : sql`(not coalesce(${any}, false))`
}
