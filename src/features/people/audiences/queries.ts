import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { byCondition, type Cursor, type Found } from '../directory/index.ts'
import { allTags, customFields, type PersonId, visibleTo } from '../core/index.ts'
import { conditionOf, type Rules } from './condition.ts'
import { criteriaOf } from './criteria.ts'
import type { Choices } from './criterion.ts'
import { expandedSize, MOST_EXPANDED, type Rule, spelledOut } from './rules.ts'
import { type AudienceId, db } from './tables.ts'

export function audiences(handle: Handle) {
  return db(handle).selectFrom('audience').select(['id', 'name', 'rule', 'updated_at']).orderBy('name').limit(1000).execute()
}

export function findAudience(handle: Handle, id: AudienceId) {
  return db(handle)
    .selectFrom('audience')
    .select(['id', 'name', 'rule', 'created_by', 'updated_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The rules of all audiences, for those that stand in others. */
async function allRules(handle: Handle): Promise<Rules> {
  return new Map((await audiences(handle)).map(({ id, rule }) => [id, rule]))
}

/** A rule as it is now, with the audiences that stand in it written out: what is done to many later is done to those it means today. */
export async function frozen(handle: Handle, rule: Rule): Promise<Rule> {
  const rules = await allRules(handle)
  if (expandedSize(rule, rules) > MOST_EXPANDED) throw new Conflict('audiences.too-much')
  return spelledOut(rule, rules)
}

/** The rule of an audience as it is now, written out. */
export async function frozenRuleOf(handle: Handle, id: AudienceId): Promise<Rule | undefined> {
  const found = await findAudience(handle, id)
  return found && frozen(handle, found.rule)
}

/** The condition of a rule with the audiences that stand in it. Throws Conflict when they add up to more than anybody could mean. */
async function conditionFor(handle: Handle, app: App, rule: Rule): Promise<RawBuilder<boolean>> {
  const rules = await allRules(handle)
  if (expandedSize(rule, rules) > MOST_EXPANDED) throw new Conflict('audiences.too-much')
  return conditionOf(rule, { rules, criteria: criteriaOf(app) })
}

/** A rule, and the territory within which it selects. */
type Within = { rule: Rule; scope: Scope }

/** The condition on `person` of being selected by a rule within a territory. */
export async function selectedBy(handle: Handle, app: App, { rule, scope }: Within): Promise<RawBuilder<boolean>> {
  return sql<boolean>`(${visibleTo(scope)} and ${await conditionFor(handle, app, rule)})`
}

/** How many a rule selects within a territory now. Exact. */
export async function countAudience(handle: Handle, app: App, within: Within): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('person')
    .select(sql<string>`count(*)`.as('n'))
    .where(await selectedBy(handle, app, within))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** One page of whom a rule selects, by name. */
export async function listAudience(
  handle: Handle,
  app: App,
  { rule, ...page }: Within & { limit: number; cursor?: Cursor | undefined },
): Promise<Found[]> {
  return byCondition(handle, page, await conditionFor(handle, app, rule))
}

/** One page of whom a rule selects, by id: for programs, whose addresses hold no name. */
export async function audienceIds(
  handle: Handle,
  app: App,
  { limit, after, ...within }: Within & { limit: number; after: PersonId | undefined },
): Promise<PersonId[]> {
  const rows = await db(handle)
    .selectFrom('person')
    .select('id')
    .where(await selectedBy(handle, app, within))
    .$if(after !== undefined, (q) => q.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** What there is to choose from when a rule is written, and the rules of the audiences in it. */
export async function choicesFor(handle: Handle): Promise<{ choices: Choices; rules: Rules }> {
  const [tags, fields, others] = await Promise.all([allTags(handle), customFields(handle), audiences(handle)])
  const choices = {
    tags: tags.map(({ name }) => name),
    fields: fields.map(({ key, label }) => ({ key, label })),
    audiences: others.map(({ id, name }) => ({ value: id, text: name })),
  }
  return { choices, rules: new Map(others.map(({ id, rule }) => [id, rule])) }
}
