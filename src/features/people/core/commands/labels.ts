import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { type Columns, recordset } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import { normalise } from '#platform/text/normalise'
import { db, type PersonId } from '../tables.ts'

/** What others say of many people: tags, notes, their ids in other systems. */

type Given = { person_id: PersonId; name: string }
type Keyed = { key: string; person_id: PersonId }

const KEYED: Columns<Keyed> = { key: 'text', person_id: 'uuid' }

/** Gives tags to people, made where there are none; one tag however it is written. Gives who got one. */
export async function tagPeople(tx: Tx, given: Given[], now: Date): Promise<PersonId[]> {
  const keyed = given.map((one) => ({ ...one, key: normalise(one.name) })).filter(({ key }) => key !== '')
  if (keyed.length === 0) return []
  await addTags(tx, new Map(keyed.map(({ key, name }) => [key, name.trim()])))
  const added = await db(tx)
    .insertInto('person_tag')
    .columns(['tag_id', 'person_id', 'added_at'])
    .expression(
      sql`select tag.id, given.person_id, ${now}::timestamptz
        from (select distinct * from ${recordset('g', keyed, KEYED)}) as given
        join tag on tag.key = given.key`,
    )
    .onConflict((on) => on.doNothing())
    .returning('person_id')
    .execute()
  return added.map(({ person_id }) => person_id)
}

/** In the order of their keys, so that two transactions with the same new tags cannot wait for each other. */
async function addTags(tx: Tx, names: Map<string, string>): Promise<void> {
  const tags = [...names].toSorted(([a], [b]) => (a < b ? -1 : 1))
  await sql`insert into tag (id, name, key)
    select * from unnest(${tags.map(() => newId())}::uuid[], ${tags.map(([, name]) => name)}::text[], ${tags.map(([key]) => key)}::text[])
    on conflict (key) do nothing`.execute(db(tx))
}

type ForeignId = { system: string; value: string; person_id: PersonId }

const FOREIGN: Columns<ForeignId> = { system: 'text', value: 'text', person_id: 'uuid' }

/** Notes what other systems call people who are new, by ids that nobody bears: throws when somebody does (SQLSTATE 23505). */
export async function addFreshForeignIds(tx: Tx, ids: ForeignId[]): Promise<void> {
  await copyRows(tx, 'foreign_id', { rows: ids, columns: FOREIGN, same: {} })
}

/** Notes what other systems call people. Gives who got an id: one that another person bears stays hers. */
export async function addForeignIds(tx: Tx, ids: ForeignId[]): Promise<PersonId[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ person_id: PersonId }>`insert into foreign_id (system, value, person_id)
    select * from ${recordset('f', ids, FOREIGN)}
    on conflict do nothing returning person_id`.execute(db(tx))
  return rows.map(({ person_id }) => person_id)
}

/** Adds notes that came with people, written by nobody here. */
export async function addNotes(tx: Tx, notes: { person_id: PersonId; text: string }[], now: Date): Promise<void> {
  if (notes.length === 0) return
  const brought = { written_by: null, written_at: now }
  await db(tx)
    .insertInto('note')
    .values(notes.map((note) => ({ id: newId(), ...note, ...brought })))
    .execute()
}
