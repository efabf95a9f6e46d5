import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { nameKeys, nameWords, slipsOf, sortName } from '#platform/text/names'
import { db, type PersonId } from '../tables.ts'

type Named = { id: PersonId; given_name: string; family_name: string | null }

/** Writes by what people are found, in place of what was there. For one person or some thousands. */
export async function writeKeys(tx: Tx, people: Named[], { fresh = false } = {}): Promise<void> {
  if (people.length === 0) return
  const ids = people.map(({ id }) => id)
  if (!fresh)
    await db(tx)
      .deleteFrom('person_key')
      .where('person_id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute()
  const keys = people.flatMap((person) => nameKeys(person).map((key) => ({ key, id: person.id })))
  await db(tx)
    .insertInto('person_key')
    .columns(['key', 'person_id'])
    .expression(sql`select * from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ id }) => id)}::uuid[])`)
    .execute()
  if (!fresh)
    await sql`update person set sort_name = named.sort_name
    from unnest(${ids}::uuid[], ${people.map(sortName)}::text[]) as named (id, sort_name) where person.id = named.id`.execute(
      db(tx),
    )
  await addWords(tx, [...new Set(people.flatMap(nameWords))])
}

/** Words are few and come again: most of the time there is nothing to add. */
async function addWords(tx: Tx, words: string[]): Promise<void> {
  const added = await db(tx)
    .insertInto('name_word')
    .columns(['word'])
    // In order, so that two transactions with the same new words cannot wait for each other.
    .expression(sql`select unnest(${words.toSorted()}::text[])`)
    .onConflict((on) => on.doNothing())
    .returning('word')
    .execute()
  const slips = added.flatMap(({ word }) => slipsOf(word).map((slip) => ({ slip, word })))
  if (slips.length === 0) return
  await db(tx)
    .insertInto('name_slip')
    .columns(['slip', 'word'])
    .expression(sql`select * from unnest(${slips.map(({ slip }) => slip)}::text[], ${slips.map(({ word }) => word)}::text[])`)
    .execute()
}

/**
 * Takes back the words that only these people's names held: a rare name is a trace of who bore it. Call once they are gone.
 * Every word begins a rotation, so `word` and `word …` are one range: the space comes just before '!'.
 */
export async function forgetWords(tx: Tx, words: string[]): Promise<void> {
  await sql`delete from name_word where word = any(${words}::text[]) and not exists (
    select from person_key where key >= name_word.word and key < name_word.word || '!')`.execute(db(tx))
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
