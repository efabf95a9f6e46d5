import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { type Columns, columnsOf, recordset } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import { nameWords, sortName } from '#platform/text/names'
import { FIELD_TYPES } from '../../fields/index.ts'
import { db, type Origin, type PersonFields, type PersonId } from '../tables.ts'
import { addKeys, forgetWords, writeKeys } from './keys.ts'

/** Rows of `person`, for some thousands at once: each command is a number of statements that does not depend on how many. */

type Identified = { id: PersonId } & PersonFields

const FIELDS: Columns<PersonFields> = {
  given_name: 'text',
  family_name: 'text',
  locale: 'text',
  ...FIELD_TYPES,
  country: 'text',
  postal_code: 'text',
  place_id: 'text',
  town: 'text',
  department_id: 'text',
  custom: 'jsonb',
}

const COLUMNS: Columns<Identified> = { id: 'uuid', ...FIELDS }

/** `agreed`: what the ledger says of her in the same transaction. */
export type NewPerson = Identified & { agreed: string[] }

type NewRow = NewPerson & { sort_name: string }

type Brought = { origin: Origin; origin_label: string; created_at: Date; updated_at: Date }

const NEW_COLUMNS: Columns<NewRow & Brought> = {
  ...COLUMNS,
  agreed: 'text[]',
  sort_name: 'text',
  origin: 'text',
  origin_label: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

/** Adds people who never signed here, with their keys; the words of their names are the caller's: see `addWords`. `origin_label` says where their data come from (GDPR art. 14(2)(f)). */
export async function addPeople(
  tx: Tx,
  people: NewPerson[],
  { origin, origin_label, now }: { origin: Origin; origin_label: string; now: Date },
): Promise<void> {
  const rows = people.map((person): NewRow => ({ ...person, sort_name: sortName(person) }))
  const same: Brought = { origin, origin_label, created_at: now, updated_at: now }
  await copyRows(tx, 'person', { rows, columns: NEW_COLUMNS, same })
  await addKeys(tx, people)
}

/** Sets all fields of people who were there. */
export async function changePeople(tx: Tx, people: Identified[], now: Date): Promise<void> {
  if (people.length === 0) return
  await sql`update person set (${columnsOf(FIELDS)}) = row (${columnsOf(FIELDS, 'p')}),
      updated_at = greatest(person.updated_at, ${now}::timestamptz)
    from ${recordset('p', people, COLUMNS)} where person.id = p.id`.execute(db(tx))
  await writeKeys(tx, people)
}

/** Notes that something came to people: what made them before cannot be taken back over it. */
export async function touchPeople(tx: Tx, ids: PersonId[], now: Date): Promise<void> {
  await sql`update person set updated_at = ${now}::timestamptz
    where id = any(${ids}::uuid[]) and updated_at < ${now}::timestamptz`.execute(db(tx))
}

/** Sets all fields of those whom nothing touched since `at`. Gives how many. */
export async function putPeopleBack(tx: Tx, people: Identified[], at: Date): Promise<number> {
  if (people.length === 0) return 0
  const { rows } = await sql<{ id: PersonId }>`update person set (${columnsOf(FIELDS)}) = row (${columnsOf(FIELDS, 'p')})
    from ${recordset('p', people, COLUMNS)}
    where person.id = p.id and person.updated_at <= ${at}::timestamptz returning person.id`.execute(db(tx))
  const back = new Set(rows.map(({ id }) => id))
  await writeKeys(
    tx,
    people.filter(({ id }) => back.has(id)),
  )
  return back.size
}

/** Undoes what an import made: people whom nothing touched since. Gives those who are gone. */
export async function unbringCreated(tx: Tx, ids: PersonId[], at: Date): Promise<PersonId[]> {
  const gone = await db(tx)
    .deleteFrom('person')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('updated_at', '<=', at)
    .where('confirmed_on', 'is', null)
    .returning(['id', 'given_name', 'family_name'])
    .execute()
  await forgetWords(tx, [...new Set(gone.flatMap(nameWords))])
  return gone.map(({ id }) => id)
}
