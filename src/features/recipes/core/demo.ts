import { sql } from 'kysely'
import type { App } from '#platform/app'
import { recordOf } from '#platform/named'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { seededRandom } from '#platform/text/random'
import { db } from './tables.ts'

const DEEDS = 6_000
const CHUNK = 1_000
const WEEK = 7 * 86_400_000
const COMMENTS = [
  'À deux, c’est plus facile : l’une parle, l’autre note.',
  'Le samedi à dix heures, il y a deux fois plus de monde.',
  'Prévoir de l’eau et un parapluie, on ne sait jamais.',
  'Nous avons commencé par notre propre immeuble, et c’était une bonne idée.',
  'Mieux vaut une question que trois arguments.',
]

/** What people of the demo did in the last weeks, and what some of them learnt. There already: nothing changes. */
export async function loadDemoDeeds({ database: { read, transact }, now }: App): Promise<void> {
  if (await db(read).selectFrom('recipe_deed').select('id').limit(1).executeTakeFirst()) return
  const random = seededRandom(1947)
  const recipes = await db(read).selectFrom('recipe').select(['id', 'counts']).orderBy('id').execute()
  const { rows: people } = await sql<{ id: string; department_id: string }>`select id, department_id from person
    where confirmed_on is not null and department_id is not null order by id limit ${DEEDS / 2}`.execute(db(read))
  if (people.length === 0) return
  const deeds = Array.from({ length: DEEDS }, (_, n) => {
    const recipe = recipes[Math.floor(random() ** 1.6 * recipes.length)]!
    const person = people[n % people.length]!
    const figures = recordOf(recipe.counts, () => Math.ceil(random() * 30))
    // Spread so that nobody did the same thing twice in a day.
    const done_at = new Date(now().getTime() - (n < people.length ? 0 : WEEK) - Math.floor(random() * 6 * WEEK))
    return { id: newId(), recipe_id: recipe.id, person_id: person.id, department_id: person.department_id, figures, done_at }
  })
  for (let at = 0; at < deeds.length; at += CHUNK) {
    const some = deeds.slice(at, at + CHUNK)
    await transact((tx) =>
      sql`insert into recipe_deed (id, recipe_id, person_id, department_id, figures, done_at)
        select * from jsonb_to_recordset(${jsonb(some)}) as d(id uuid, recipe_id text, person_id uuid, department_id text, figures jsonb, done_at timestamptz)
        on conflict do nothing`.execute(db(tx)),
    )
  }
  await transact((tx) =>
    db(tx)
      .insertInto('recipe_comment')
      .values(
        recipes.slice(0, 12).map(({ id }, n) => ({
          id: newId(),
          recipe_id: id,
          person_id: people[n]!.id,
          locale: 'fr' as const,
          words: COMMENTS[n % COMMENTS.length]!,
          written_at: now(),
          shown_at: n % 6 === 5 ? null : now(),
          hidden_at: null,
        })),
      )
      .execute(),
  )
}
