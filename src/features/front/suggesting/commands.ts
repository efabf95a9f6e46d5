import { sql } from 'kysely'
import type { Handle, Tx } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import { lockPeople, type PersonId } from '#people'
import { db } from './tables.ts'

/** Things that one person may have put aside; the oldest go first. */
const MOST = 300

/** Puts aside what somebody does not want to be proposed. */
export async function putAside(tx: Tx, { person, key }: { person: PersonId; key: string }, now: Date): Promise<void> {
  await lockPeople(tx, [person])
  await db(tx)
    .insertInto('not_for_me')
    .values({ person_id: person, key, at: now })
    .onConflict((on) => on.columns(['person_id', 'key']).doNothing())
    .execute()
  await sql`delete from not_for_me where person_id = ${person}::uuid and key in (
    select key from not_for_me where person_id = ${person}::uuid order by at desc, key offset ${MOST})`.execute(db(tx))
}

/** Proposes everything again. */
export async function takeBack(tx: Tx, person: PersonId): Promise<void> {
  await db(tx).deleteFrom('not_for_me').where('person_id', '=', person).execute()
}

/** What somebody put aside. */
export async function asideOf(handle: Handle, person: PersonId): Promise<string[]> {
  const rows = await readTogether(handle, sql<{ key: string }>`select key from not_for_me where person_id = ${person}::uuid`)
  return rows.map(({ key }) => key)
}
