import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { type Columns, recordset } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import { nameKeys, nameWords, slipsOf, sortName } from '#platform/text/names'
import { db, type PersonId } from '../tables.ts'

type Named = { id: PersonId; given_name: string; family_name: string | null }

type Key = { key: string; person_id: PersonId }
type Sorted = { id: PersonId; sort_name: string }
type Slip = { slip: string; word: string }

const KEYS: Columns<Key> = { key: 'text', person_id: 'uuid' }
const SORTED: Columns<Sorted> = { id: 'uuid', sort_name: 'text' }
const SLIPS: Columns<Slip> = { slip: 'text', word: 'text' }

/** Writes by what people are found, in place of what was there. For one person or some thousands. */
export async function writeKeys(tx: Tx, people: Named[]): Promise<void> {
  if (people.length === 0) return
  await clearKeys(tx, people)
  await addKeys(tx, people)
  await addWords(tx, people)
}

/** Writes the keys of people who had none. Their words are the caller's: see `addWords`. */
export async function addKeys(tx: Tx, people: Named[]): Promise<void> {
  const rows = people.flatMap((person) => nameKeys(person).map((key): Key => ({ key, person_id: person.id })))
  await copyRows(tx, 'person_key', { rows, columns: KEYS, same: {} })
}

async function clearKeys(tx: Tx, people: Named[]): Promise<void> {
  const sorted = people.map((person): Sorted => ({ id: person.id, sort_name: sortName(person) }))
  await sql`delete from person_key where person_id = any(${people.map(({ id }) => id)}::uuid[])`.execute(db(tx))
  await sql`update person set sort_name = named.sort_name from ${recordset('named', sorted, SORTED)} where person.id = named.id`.execute(
    db(tx),
  )
}

/**
 * Writes the words of names by which a slip of whoever types is found. They are few and come again: most of the time there is nothing to
 * add. Another transaction that brings the same new word waits for the end of this one.
 */
export async function addWords(tx: Tx, people: Named[]): Promise<void> {
  const words = [...new Set(people.flatMap(nameWords))]
  if (words.length === 0) return
  const added = await db(tx)
    .insertInto('name_word')
    .columns(['word'])
    // In order, so that two transactions with the same new words cannot wait for each other.
    .expression(sql`select unnest(${words.toSorted()}::text[])`)
    .onConflict((on) => on.doNothing())
    .returning('word')
    .execute()
  const rows = added.flatMap(({ word }) => slipsOf(word).map((slip): Slip => ({ slip, word })))
  await copyRows(tx, 'name_slip', { rows, columns: SLIPS, same: {} })
}

/**
 * Takes back the words that only these people's names held: a rare name is a trace of who bore it. Call once they are gone.
 * Every word begins a rotation, so `word` and `word …` are one range: the space comes just before '!'.
 */
export async function forgetWords(tx: Tx, words: string[]): Promise<void> {
  await sql`with gone as (
      delete from name_word where word = any(${words}::text[]) and not exists (
        select from person_key where key >= name_word.word and key < name_word.word || '!')
      returning word)
    delete from name_slip using gone where name_slip.word = gone.word`.execute(db(tx))
}

const REWRITTEN = 2_000

/** Writes everybody's keys again: after an archive was read, which holds none. */
export async function rewriteKeys({ database }: App): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const people = await db(database.read)
      .selectFrom('person')
      .select(['id', 'given_name', 'family_name'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(REWRITTEN)
      .execute()
    await database.transact((tx) => writeKeys(tx, people))
    if (people.length < REWRITTEN) return
    after = people.at(-1)!.id
  }
}
