import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { monthOf } from '../rules.ts'
import { db, type Facts, type RecipeId, type Words } from '../tables.ts'

export type RecipeRecord = Facts & {
  id: RecipeId
  source: Locale
  state: 'shown' | 'proposed' | 'withdrawn'
  /** The language that its words are in: the one asked for, or the source. */
  locale: Locale
  number: number
  of: number | null
  words: Words
  written_at: Date
  /** Newest version of the source. */
  newest: number
  /** Times that it was done this month. */
  done: number
}

/** All recipes that anybody may see, in a language as far as they are in it, with how often each was done this month. One query. */
export async function recipesIn(handle: Handle, locale: Locale, now: Date): Promise<RecipeRecord[]> {
  const { rows } = await sql<RecipeRecord>`${recordsIn(locale, now)} where r.state = 'shown' order by r.minutes, r.id`.execute(
    db(handle),
  )
  return rows
}

export type RecipeInDesk = RecipeRecord & { numbers: Partial<Record<Locale, number>> }

/** All recipes, also those that nobody sees, each with the version of the source that each translation says. */
export async function allRecipes(handle: Handle, locale: Locale, now: Date): Promise<RecipeInDesk[]> {
  const { rows } = await sql<RecipeInDesk>`select all_of.*, numbers.numbers from (${recordsIn(locale, now)}) all_of
    join lateral (select jsonb_object_agg(last.locale, last.of) as numbers from (select distinct on (t.locale) t.locale, t.of
      from recipe_text t where t.recipe_id = all_of.id order by t.locale, t.number desc) last where last.of is not null) numbers on true
    order by all_of.id`.execute(db(handle))
  return rows.map((row) => ({ ...row, numbers: row.numbers ?? {} }))
}

/** One recipe, whatever its state. */
export async function findRecipe(
  handle: Handle,
  id: RecipeId,
  { locale, now }: { locale: Locale; now: Date },
): Promise<RecipeRecord | undefined> {
  const { rows } = await sql<RecipeRecord>`${recordsIn(locale, now)} where r.id = ${id}`.execute(db(handle))
  return rows[0]
}

const recordsIn = (
  locale: Locale,
  now: Date,
) => sql`select r.id, r.minutes, r.least, r.most, r.place, r.tastes, r.skills, r.event, r.counts, r.source, r.state,
    text.locale, text.number, text.of, text.words, text.written_at, newest.number as newest, coalesce(done.n, 0) as done
  from recipe r
  join lateral (select max(number) as number from recipe_text t where t.recipe_id = r.id and t.locale = r.source) newest on true
  join lateral (select * from recipe_text t where t.recipe_id = r.id and t.locale in (${locale}, r.source)
    order by (t.locale = ${locale}) desc, t.number desc limit 1) text on true
  left join (select recipe_id, count(*)::integer as n from recipe_deed where done_at >= ${monthOf(now)}::timestamptz group by recipe_id) done
    on done.recipe_id = r.id`

/** Titles of recipes that anybody may see, by id. */
export async function titlesOf(handle: Handle, locale: Locale): Promise<Map<RecipeId, string>> {
  const { rows } = await sql<{ id: RecipeId; title: string }>`select r.id, text.title from recipe r
    join lateral (select t.words ->> 'title' as title from recipe_text t where t.recipe_id = r.id and t.locale in (${locale}, r.source)
      order by (t.locale = ${locale}) desc, t.number desc limit 1) text on true
    where r.state = 'shown'`.execute(db(handle))
  return new Map(rows.map(({ id, title }) => [id, title]))
}

type Version = { locale: Locale; number: number; of: number | null; words: Words; written_at: Date }

/** The newest words of a recipe in each language that it has. */
export async function versionsOf(handle: Handle, id: RecipeId): Promise<Version[]> {
  const { rows } = await sql<Version>`select distinct on (locale) locale, number, of, words, written_at
    from recipe_text where recipe_id = ${id} order by locale, number desc`.execute(db(handle))
  return rows
}
