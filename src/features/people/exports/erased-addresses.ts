import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { hashesOf, type PersonId } from '../core/index.ts'
import { db } from './tables.ts'

export type ErasedAddress = { hash: string; since: string }

/** Fingerprints of addresses whose owners had themselves erased, oldest first: what a restored backup must let go again. */
export async function erasedAddresses(handle: Handle): Promise<ErasedAddress[]> {
  const rows = await db(handle)
    .selectFrom('suppression')
    .select(['address_hash', 'since'])
    .where('reason', '=', 'erased')
    .orderBy('since')
    .execute()
  return rows.map(({ address_hash, since }) => ({ hash: address_hash.toString('hex'), since: since.toISOString() }))
}

/**
 * People one of whose addresses has one of these fingerprints. A number may serve a household: it tells only those who have no
 * mailbox. Goes through all of them, page by page: for a restore.
 */
export async function peopleOfHashes(
  handle: Handle,
  hashes: ReadonlySet<string>,
  hashOf: (address: string) => Buffer,
): Promise<PersonId[]> {
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
