import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, NotFound } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { lockPeople, type PersonId } from '#people'
import { record } from '#staff'
import type { AreaId } from '#territories'
import { db, type Figures, type RecipeId } from '../tables.ts'

/** Comments that one person may have waiting for an editor. */
const MOST_WAITING = 10

export type Deed = {
  /** Of what others keep: told again, it is this one that is corrected. */
  id?: string
  recipe: RecipeId
  /** Who did it; null: people together. */
  person: PersonId | null
  people: number
  department: AreaId | null
  figures: Figures
}

/** Notes that a recipe was done, at that moment. Once a day by one person: pressed again, the figures of that day are the last ones. */
export async function noteDeed(
  tx: Tx,
  { id = newId(), recipe, person, people, department, figures }: Deed,
  now: Date,
): Promise<void> {
  if (person) await lockPeople(tx, [person])
  await sql`insert into recipe_deed (id, recipe_id, person_id, people, department_id, figures, done_at)
    values (${id}::uuid, ${recipe}, ${person}::uuid, ${people}, ${department}, ${jsonb(figures)}, ${now}::timestamptz)
    on conflict ${
      person ? sql`(recipe_id, person_id, (date(done_at at time zone 'UTC'))) where person_id is not null` : sql`(id)`
    }
    do update set figures = excluded.figures, people = excluded.people, department_id = excluded.department_id`.execute(db(tx))
}

/** Takes one back that others keep: nobody was there after all. */
export async function dropDeed(tx: Tx, id: string): Promise<void> {
  await db(tx).deleteFrom('recipe_deed').where('id', '=', id).execute()
}

type Comment = { recipe: RecipeId; person: PersonId; locale: Locale; words: string }

/** Keeps what somebody learnt from doing it, until an editor has read it. */
export async function addComment(tx: Tx, { recipe, person, locale, words }: Comment, now: Date): Promise<void> {
  await lockPeople(tx, [person])
  const waiting = await db(tx)
    .selectFrom('recipe_comment')
    .select(['recipe_id', 'words'])
    .where('person_id', '=', person)
    .where('shown_at', 'is', null)
    .where('hidden_at', 'is', null)
    .limit(MOST_WAITING)
    .execute()
  // Pressed twice.
  if (waiting.some((one) => one.recipe_id === recipe && one.words === words)) return
  if (waiting.length >= MOST_WAITING) throw new Conflict('recipes.comment.enough')
  await db(tx)
    .insertInto('recipe_comment')
    .values({
      id: newId(),
      recipe_id: recipe,
      person_id: person,
      locale,
      words,
      written_at: now,
      shown_at: null,
      hidden_at: null,
    })
    .execute()
}

/** Shows a comment, or hides it, also one that was shown. */
export async function settleComment(
  tx: Tx,
  { actor, now }: Hand,
  { comment, shown }: { comment: string; shown: boolean },
): Promise<void> {
  const settled = await db(tx)
    .updateTable('recipe_comment')
    .set(shown ? { shown_at: now, hidden_at: null } : { hidden_at: now })
    .where('id', '=', comment)
    .returning('id')
    .executeTakeFirst()
  if (!settled) throw new NotFound('recipes.not-found')
  await record(tx, { actor, now }, { action: shown ? 'show' : 'hide', object: 'recipe-comment', id: comment })
}
