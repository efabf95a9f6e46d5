import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { hashesOf, type HashOf } from '../addresses/index.ts'
import type { PersonId } from '../core/index.ts'
import { MAILBOX } from '../ledger/index.ts'
import { db } from './tables.ts'

/** An address of somebody who had herself erased: its fingerprint, and the id that she had, which is of nobody now. */
export type Erased = { hash: string; person: PersonId }

/** All of them, oldest first: what a restored backup must let go again. */
export async function erasedAddresses(handle: Handle): Promise<(Erased & { since: string })[]> {
  const rows = await db(handle)
    .selectFrom('suppression')
    .select(['address_hash', 'person_id', 'since'])
    .where('reason', '=', 'erased')
    .orderBy('since')
    .execute()
  return rows.map(({ address_hash, person_id, since }) => ({
    hash: address_hash.toString('hex'),
    person: person_id,
    since: since.toISOString(),
  }))
}

/** Who of the file was erased once: by her id, so that those who share an address with her stay; where none was kept, by her address. */
export async function erasedAmongPeople(handle: Handle, erased: Erased[], hashOf: HashOf): Promise<PersonId[]> {
  const named = [...new Set(erased.map(({ person }) => person))].filter((person) => person !== MAILBOX)
  const there = await db(handle)
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${named}::uuid[])`)
    .execute()
  const hashes = new Set(erased.flatMap(({ hash, person }) => (person === MAILBOX ? [hash] : [])))
  const byAddress = hashes.size > 0 ? await peopleOfHashes(handle, hashes, hashOf) : []
  return [...new Set([...there.map(({ id }) => id), ...byAddress])]
}

/**
 * People one of whose addresses has one of these fingerprints: of erasures from before an address could be shared. A number may serve a household: it
 * tells only those who have no mailbox. Goes through all of them, page by page: for a restore.
 */
async function peopleOfHashes(handle: Handle, hashes: ReadonlySet<string>, hashOf: HashOf): Promise<PersonId[]> {
  const found = new Set<PersonId>()
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const points = await db(handle)
      .selectFrom('contact_point')
      .select(['id', 'person_id', 'value'])
      .where('id', '>', after)
      .where('claimed', '=', false)
      .where(
        sql<boolean>`(kind = 'email' or not exists (select from contact_point as mailbox
          where mailbox.person_id = contact_point.person_id and mailbox.kind = 'email' and not mailbox.claimed))`,
      )
      .orderBy('id')
      .limit(5000)
      .execute()
    for (const { person_id, value } of points)
      if (hashesOf(hashOf, value).some((hash) => hashes.has(hash.toString('hex')))) found.add(person_id)
    if (points.length < 5000) return [...found]
    after = points.at(-1)!.id
  }
}
