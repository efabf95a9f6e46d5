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
  // A person of whom nothing is known answers no, never "unknown": else `none` would lose her.
  return sql`coalesce(${criterion.sql(node.with)}, false)`
}

function groupOf({ op, of }: Rule, rules: Rules): RawBuilder<boolean> {
  const parts = of.map((node) => conditionOf(node, rules))
  if (op === 'all') return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
  const any = parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
  return op === 'any' ? any : sql`(not ${any})`
}
