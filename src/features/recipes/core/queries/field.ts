import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { db, type RecipeId } from '../tables.ts'

const SHOWN = 20

/** What people learnt from doing it, the last first. */
export function commentsOf(handle: Handle, recipe: RecipeId) {
  return db(handle)
    .selectFrom('recipe_comment')
    .innerJoin('person', 'person.id', 'recipe_comment.person_id')
    .select(['recipe_comment.id', 'person.given_name', 'recipe_comment.locale', 'words', 'written_at'])
    .where('recipe_id', '=', recipe)
    .where('shown_at', 'is not', null)
    .where('hidden_at', 'is', null)
    .orderBy('shown_at', 'desc')
    .limit(SHOWN)
    .execute()
}

/** Comments that nobody has read yet, the oldest first. */
export function waitingComments(handle: Handle) {
  return db(handle)
    .selectFrom('recipe_comment')
    .innerJoin('person', 'person.id', 'recipe_comment.person_id')
    .select(['recipe_comment.id', 'recipe_id', 'person.given_name', 'recipe_comment.locale', 'words', 'written_at'])
    .where('shown_at', 'is', null)
    .where('hidden_at', 'is', null)
    .orderBy('written_at')
    .limit(50)
    .execute()
}

/** Recipes that somebody proposed and nobody settled, the oldest first. */
export function openProposals(handle: Handle) {
  return db(handle)
    .selectFrom('recipe_proposal')
    .leftJoin('person', 'person.id', 'recipe_proposal.person_id')
    .select(['recipe_id', 'proposed_at', 'person.given_name'])
    .where('settled_at', 'is', null)
    .orderBy('proposed_at')
    .limit(50)
    .execute()
}

/** What somebody proposed, and what was answered. */
export function findProposal(handle: Handle, recipe: RecipeId) {
  return db(handle).selectFrom('recipe_proposal').selectAll().where('recipe_id', '=', recipe).executeTakeFirst()
}

/** How many recipes and comments nobody has read. */
export async function waitingToRead(handle: Handle): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ((select count(*) from recipe_proposal where settled_at is null)
    + (select count(*) from recipe_comment where shown_at is null and hidden_at is null))::integer as n`.execute(db(handle))
  return rows[0]!.n
}
