import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '../core/index.ts'
import { whyNotReached } from './reaching.ts'
import type { Contact, Reason } from './rules.ts'
import { db } from './tables.ts'

/** Whether she may be reached for this, by this, at this moment; nobody who is gone may. Asked again where a mail leaves. */
export async function mayReach(handle: Handle, person: PersonId, contact: Contact): Promise<boolean> {
  return (await whyNotNow(handle, person, contact)) === null
}

/** The same for several contacts at once, in their order: one query. */
export async function whyNotEach(handle: Handle, person: PersonId, contacts: Contact[]): Promise<(Reason | null)[]> {
  if (contacts.length === 0) return []
  const { why } = await db(handle)
    .selectFrom('person')
    .select(sql<(Reason | null)[]>`array[${sql.join(contacts.map(whyNotReached))}]::text[]`.as('why'))
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  return why
}

/** Why she may not; `gone`: she is not in the file. */
export async function whyNotNow(handle: Handle, person: PersonId, contact: Contact): Promise<Reason | 'gone' | null> {
  const row = await db(handle)
    .selectFrom('person')
    .select(sql<Reason | null>`${whyNotReached(contact)}`.as('why'))
    .where('id', '=', person)
    .executeTakeFirst()
  return row ? row.why : 'gone'
}
