import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { seededRandom } from '#platform/text/random'
import { type Ticked, TICKED } from './rules.ts'
import { db } from './tables.ts'

const CHUNK = 300
const DAY = 86_400_000
const TASKS = [
  'Coller l’affiche avec le code QR chez la boulangère',
  'Appeler Jeanne, qui n’a pas d’e-mail',
  'Réserver la salle des associations',
  'Trois rues de porte-à-porte, quartier de la gare',
  'Apporter les tracts au marché de samedi',
  'Écrire au journal du canton',
]

/** Some tasks and first steps for the groups of the demo. There already: nothing changes. */
export async function loadDemoTasks(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('group_task').select('id').limit(1).executeTakeFirst()) return
  const random = seededRandom(1792)
  const { rows: groups } = await sql<{
    id: string
    people: string[]
  }>`select group_id as id, array_agg(person_id order by joined_at) as people
    from membership group by group_id order by group_id`.execute(db(read))
  const tasks = groups.flatMap((group) => tasksOf(app.now(), random, group))
  const steps = groups.flatMap(({ id }) => TICKED.filter(() => random() < 0.6).map((step) => stepOf(app.now(), id, step)))
  await transact(async (tx) => {
    for (let at = 0; at < tasks.length; at += CHUNK)
      await db(tx)
        .insertInto('group_task')
        .values(tasks.slice(at, at + CHUNK))
        .execute()
    for (let at = 0; at < steps.length; at += CHUNK)
      await db(tx)
        .insertInto('first_step')
        .values(steps.slice(at, at + CHUNK))
        .execute()
  })
}

const stepOf = (now: Date, group_id: string, step: Ticked) => ({ group_id, step, done_at: now })

function tasksOf(now: Date, random: () => number, { id, people }: { id: string; people: string[] }) {
  return TASKS.filter(() => random() < 0.4).map((words) => ({
    id: newId(),
    group_id: id,
    words,
    due_on: random() < 0.6 ? new Date(now.getTime() + Math.floor(random() * 10 - 2) * DAY).toISOString().slice(0, 10) : null,
    made_by: people[0]!,
    made_at: now,
    taken_by: random() < 0.5 ? people[Math.floor(random() * people.length)]! : null,
    done_at: random() < 0.3 ? new Date(now.getTime() - random() * 5 * DAY) : null,
  }))
}
