import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Word } from './binding.ts'
import { db, type ConsentRow } from './tables.ts'

type PersonId = ConsentRow['person_id']

/** What a last word is the last of: each may be said no to alone. */
const OF = sql`person_id, purpose, channel, about`

/** The last word of each of these people on each purpose, channel and thing, as the whole row of the ledger: a query for others. */
export function lastWords(people: PersonId[]): RawBuilder<unknown> {
  return sql`select distinct on (${OF}) * from consent where person_id = any(${people}::uuid[]) order by ${OF}, collected_at desc, id desc`
}

type LastWord = Pick<ConsentRow, 'person_id' | 'purpose' | 'channel' | 'action' | 'source'>

/** The same of each purpose of their record, for who decides by them. */
export async function lastWordsOf(handle: Handle, people: PersonId[]): Promise<LastWord[]> {
  if (people.length === 0) return []
  const { rows } = await sql<LastWord>`select person_id, purpose, channel, action, source from (${lastWords(people)}) as last
    where about is null`.execute(db(handle))
  return rows
}

/** What `person.agreed` is of the person `person`: the names of what she agreed to last, in order; a text[] for others to write. */
export function agreedOfPerson(): RawBuilder<string[]> {
  return sql`coalesce((select array_agg(purpose || ':' || channel order by purpose, channel) from (
      select distinct on (purpose, channel) purpose, channel, action from consent
      where person_id = person.id and about is null order by purpose, channel, collected_at desc, id desc) as last
    where action = 'given'), '{}')`
}

type Agreed = Pick<ConsentRow, 'purpose' | 'channel'>

/** What the person agrees to today: the last word on each purpose and channel. Not what is of each thing. */
export async function currentConsents(handle: Handle, person: PersonId): Promise<Agreed[]> {
  const { rows } = await sql<Agreed>`select purpose, channel from (${lastWords([person])}) as last
    where action = 'given' and about is null order by purpose, channel`.execute(db(handle))
  return rows
}

/** What a merge alone says that she took back: the other record's word, which is not hers when they are taken apart. */
export async function takenBackByMerge(handle: Handle, person: PersonId): Promise<Agreed[]> {
  const { rows } = await sql<Agreed>`select purpose, channel from (${lastWords([person])}) as last
    where action = 'withdrawn' and source = 'merge' and about is null order by purpose, channel`.execute(db(handle))
  return rows
}

/** All that she said, the last first. */
export function ledger(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('collected_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** What people took back once, whatever they said since. */
export async function withdrawnBy(handle: Handle, people: PersonId[]): Promise<{ id: PersonId; purpose: string }[]> {
  if (people.length === 0) return []
  return db(handle)
    .selectFrom('consent')
    .select(['person_id as id', 'purpose'])
    .distinct()
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .where('action', '=', 'withdrawn')
    .execute()
}

/** What the list says of these addresses for these purposes, by `HASH PURPOSE`, the hash in hex. Whom each word binds: `binds`. */
export async function wordsOnList(handle: Handle, hashes: Buffer[], purposes: string[]): Promise<Map<string, Word[]>> {
  const words = new Map<string, Word[]>()
  if (hashes.length === 0 || purposes.length === 0) return words
  const rows = await db(handle)
    .selectFrom('suppression')
    .select(['address_hash', 'purpose', 'person_id', 'since'])
    .where('purpose', 'in', purposes)
    .where('address_hash', '=', sql<Buffer>`any(${hashes}::bytea[])`)
    .execute()
  for (const { address_hash, purpose, ...word } of rows) {
    const name = `${address_hash.toString('hex')} ${purpose}`
    words.set(name, [...(words.get(name) ?? []), word])
  }
  return words
}
