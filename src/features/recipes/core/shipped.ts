import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { shipped } from '#platform/files'
import { LOCALES, type Locale } from '#platform/i18n/locales'
import { db, type Facts, type RecipeId, type Words } from './tables.ts'

export type ShippedRecipe = Facts & { id: RecipeId } & Record<Locale, Words>

/** The language in which the recipes of the program are written; the others translate it. */
const SOURCE: Locale = 'fr'

/** The recipes that come with the program. */
export function readShipped(): ShippedRecipe[] {
  return files().map(recipeIn)
}

const recipeIn = (text: string): ShippedRecipe => JSON.parse(text)

function files(): string[] {
  const folder = shipped('src/features/recipes/core/data')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** Brings the recipes of the program in, and newer words where nobody here wrote any. Quick when all is there. */
export async function loadShipped({ database: { read, transact }, now }: App): Promise<void> {
  const all = files()
  const checksum = createHash('sha256').update(all.join('\0')).digest('hex')
  const loaded = await db(read).selectFrom('recipe_load').select('checksum').executeTakeFirst()
  if (loaded?.checksum === checksum) return
  const recipes = all.map(recipeIn)
  await transact(async (tx) => {
    // Several processes may start at once.
    await sql`lock table recipe_load in exclusive mode`.execute(db(tx))
    await addNew(tx, recipes, now())
    for (const locale of [SOURCE, ...LOCALES.filter((one) => one !== SOURCE)]) await addVersions(tx, { recipes, locale }, now())
    await db(tx)
      .insertInto('recipe_load')
      .values({ id: true, checksum })
      .onConflict((on) => on.column('id').doUpdateSet({ checksum }))
      .execute()
  })
}

async function addNew(tx: Tx, recipes: ShippedRecipe[], now: Date): Promise<void> {
  const rows = recipes.map(({ id, minutes, least, most, place, tastes, skills, event, counts }) => ({
    id,
    minutes,
    least,
    most,
    place,
    tastes,
    skills,
    event,
    counts,
    source: SOURCE,
    state: 'shown' as const,
    shipped: true,
    created_at: now,
  }))
  await db(tx)
    .insertInto('recipe')
    .values(rows)
    .onConflict((on) => on.column('id').doNothing())
    .execute()
}

/** A new version in a language, of those recipes whose newest words there came with the program and say something else. */
async function addVersions(tx: Tx, { recipes, locale }: { recipes: ShippedRecipe[]; locale: Locale }, now: Date): Promise<void> {
  const words = recipes.map((recipe) => ({ id: recipe.id, words: recipe[locale] }))
  await sql`insert into recipe_text (recipe_id, locale, number, of, words, shipped, written_at)
    select r.id, ${locale}, coalesce(last.number, 0) + 1,
      case when ${locale} = r.source then null else (select max(number) from recipe_text s where s.recipe_id = r.id and s.locale = r.source) end,
      new.words, true, ${now}::timestamptz
    from jsonb_to_recordset(${jsonb(words)}) as new(id text, words jsonb)
    join recipe r on r.id = new.id and r.shipped
    left join lateral (select number, words, shipped from recipe_text t where t.recipe_id = r.id and t.locale = ${locale}
      order by number desc limit 1) last on true
    where last.number is null or (last.shipped and last.words <> new.words)`.execute(db(tx))
}
