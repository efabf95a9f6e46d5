import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { emit } from '#platform/jobs/queue'
import { supporterConfirmed } from '../events.ts'
import { rankIn, supporterOf } from '../rules.ts'
import { db, type PersonId } from '../tables.ts'
import { countPerson } from './tally.ts'

/**
 * Counts somebody of the file, who signed by hand on that day (YYYY-MM-DD), among the supporters. Whoever is one already stays as she
 * is. She gets no welcome by mail: nobody has proved her address yet.
 */
export async function admitSupporter(tx: Tx, id: PersonId, { on, now }: { on: string; now: Date }): Promise<void> {
  const person = await db(tx)
    .selectFrom('person')
    .select(['country', 'place_id', 'department_id'])
    .select(sql<string | null>`confirmed_on::text`.as('confirmed_on'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (supporterOf(person)) return
  const counted = { ...person, confirmed_on: on }
  const area_rank = rankIn(counted, await countPerson(tx, null, counted))
  await db(tx).updateTable('person').set({ confirmed_on: on, area_rank, updated_at: now }).where('id', '=', id).execute()
  emit(tx, supporterConfirmed, { person: id, first: false })
}
