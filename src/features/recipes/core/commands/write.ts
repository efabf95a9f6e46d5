import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, NotFound } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { lockPeople, type PersonId } from '#people'
import { record } from '#staff'
import { proposalMail } from '../queues.ts'
import { slugOf } from '../rules.ts'
import { db, type Facts, type RecipeId, type Words } from '../tables.ts'

/** Recipes that one person may have waiting for an editor. */
const MOST_WAITING = 5

type Proposal = { person: PersonId; facts: Facts; words: Words; locale: Locale }

/** An address that says what it is, and is nobody else's. */
const idFor = ({ title }: Words): RecipeId => `${slugOf(title)}-${newId().slice(-6)}`

/** Keeps a recipe that a member proposes. Nobody sees it before an editor has. */
export async function proposeRecipe(tx: Tx, { person, facts, words, locale }: Proposal, now: Date): Promise<RecipeId> {
  await lockPeople(tx, [person])
  const { n } = await db(tx)
    .selectFrom('recipe_proposal')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('person_id', '=', person)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n >= MOST_WAITING) throw new Conflict('recipes.propose.enough')
  const id = idFor(words)
  await addRecipe(tx, { id, facts, words, locale, state: 'proposed' }, now)
  await db(tx)
    .insertInto('recipe_proposal')
    .values({ recipe_id: id, person_id: person, proposed_at: now, reason: null, settled_at: null })
    .execute()
  return id
}

/** Adds a recipe of the editors, shown at once. */
export async function createRecipe(
  tx: Tx,
  { actor, now }: Hand,
  { facts, words, locale }: Omit<Proposal, 'person'>,
): Promise<RecipeId> {
  const id = idFor(words)
  await addRecipe(tx, { id, facts, words, locale, state: 'shown' }, now)
  await record(tx, { actor, now }, { action: 'create', object: 'recipe', id, count: 0 })
  return id
}

async function addRecipe(
  tx: Tx,
  { id, facts, words, locale, state }: Omit<Proposal, 'person'> & { id: RecipeId; state: 'shown' | 'proposed' },
  now: Date,
): Promise<void> {
  await db(tx)
    .insertInto('recipe')
    .values({ id, ...facts, source: locale, state, created_at: now })
    .execute()
  await db(tx)
    .insertInto('recipe_text')
    .values({ recipe_id: id, locale, number: 1, of: null, words: jsonb(words), written_at: now })
    .execute()
}

/**
 * Writes a new version of a recipe in one language. That of its source makes the translations out of date, until each is written anew. `basis`: the version
 * that the writer saw; somebody who wrote meanwhile is not overwritten. `of`: the version of the source that a translator had before her.
 */
export async function rewriteRecipe(
  tx: Tx,
  { actor, now }: Hand,
  { recipe, locale, words, basis, of, facts }: Rewriting,
): Promise<void> {
  const { source } = await lockRecipe(tx, recipe)
  const newest = await newestNumber(tx, recipe, locale)
  if (newest !== basis) throw new Conflict('recipes.edit.overtaken')
  await db(tx)
    .insertInto('recipe_text')
    .values({
      recipe_id: recipe,
      locale,
      number: newest + 1,
      of: locale === source ? null : of,
      words: jsonb(words),
      written_at: now,
    })
    .execute()
  if (facts) await db(tx).updateTable('recipe').set(facts).where('id', '=', recipe).execute()
  await record(tx, { actor, now }, { action: 'edit', object: 'recipe', id: recipe, fields: [locale], count: 0 })
}

type Rewriting = {
  recipe: RecipeId
  locale: Locale
  words: Words
  basis: number
  of: number
  facts?: Facts | undefined
}

/** Shows a recipe, or takes it away. Whoever proposed it is told, with the reason of a no. */
export async function settleRecipe(
  tx: Tx,
  { actor, now }: Hand,
  { recipe, shown, reason }: { recipe: RecipeId; shown: boolean; reason?: string | undefined },
): Promise<void> {
  await lockRecipe(tx, recipe)
  await db(tx)
    .updateTable('recipe')
    .set({ state: shown ? 'shown' : 'withdrawn' })
    .where('id', '=', recipe)
    .execute()
  const settled = await db(tx)
    .updateTable('recipe_proposal')
    .set({ settled_at: now, reason: reason ?? null })
    .where('recipe_id', '=', recipe)
    .where('settled_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  if (settled?.person_id) enqueue(tx, proposalMail, { recipe, to: settled.person_id })
  await record(tx, { actor, now }, { action: shown ? 'show' : 'withdraw', object: 'recipe', id: recipe, count: 0, reason })
}

async function lockRecipe(tx: Tx, id: RecipeId) {
  const recipe = await db(tx).selectFrom('recipe').select(['source', 'state']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!recipe) throw new NotFound('recipes.not-found')
  return recipe
}

async function newestNumber(tx: Tx, recipe: RecipeId, locale: Locale): Promise<number> {
  const { newest } = await db(tx)
    .selectFrom('recipe_text')
    .select(sql<number>`coalesce(max(number), 0)`.as('newest'))
    .where('recipe_id', '=', recipe)
    .where('locale', '=', locale)
    .executeTakeFirstOrThrow()
  return newest
}
