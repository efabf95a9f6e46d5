import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { bearerAmong, namedIn } from '../../addresses/index.ts'
import { markOf } from '../links.ts'
import { db, type PersonId } from '../tables.ts'
import { visibleTo } from '../territory.ts'

/** Who holds a mailbox, whoever proved it first. An address that others wrote into a record is nobody's. */
export function holdersOf(handle: Handle, email: string) {
  return holders(handle, email).execute()
}

function holders(handle: Handle, email: string) {
  return db(handle)
    .selectFrom('contact_point')
    .innerJoin('person', 'person.id', 'contact_point.person_id')
    .select(['person.id', 'given_name', 'family_name', 'bearer'])
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('claimed', '=', false)
    .orderBy('verified_at')
    .orderBy('contact_point.id')
}

/** Those of them whom staff of a territory may see. */
export function visibleHoldersOf(handle: Handle, email: string, scope: Scope) {
  return holders(handle, email).where(visibleTo(scope)).execute()
}

/** The person who holds a mailbox and bears that name, in one cell; undefined when nobody does, or it leaves several open. */
export async function personOfEmail(handle: Handle, email: string, name: string): Promise<PersonId | undefined> {
  const meant = bearerAmong(await holdersOf(handle, email), namedIn(name))
  return meant === 'several' ? undefined : meant?.id
}

/** Mailboxes that these people hold, and nobody else. */
export async function ownMailboxesOf(handle: Handle, people: PersonId[]): Promise<string[]> {
  if (people.length === 0) return []
  const rows = await db(handle)
    .selectFrom('contact_point as point')
    .select('value')
    .distinct()
    .where('kind', '=', 'email')
    .where('claimed', '=', false)
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .where(
      sql<boolean>`not exists (select from contact_point as other where other.kind = 'email' and other.value = point.value and not other.claimed
        and other.person_id <> all(${people}::uuid[]))`,
    )
    .execute()
  return rows.map(({ value }) => value)
}

/** The mailbox of a person that others hold too: that of which a mail was (`mark`, as its link has it); without, her only one. Of several nothing says which is meant. */
export async function sharedMailboxOf(handle: Handle, person: PersonId, mark?: string): Promise<string | undefined> {
  const rows = await db(handle)
    .selectFrom('contact_point as point')
    .select(['value', 'hash'])
    .select(
      sql<boolean>`exists (select from contact_point as other where other.kind = 'email' and other.value = point.value and not other.claimed
        and other.person_id <> point.person_id)`.as('shared'),
    )
    .where('kind', '=', 'email')
    .where('claimed', '=', false)
    .where('person_id', '=', person)
    .execute()
  const [meant, ...others] = mark === undefined ? rows : rows.filter(({ hash }) => hash && markOf(hash) === mark)
  return others.length === 0 && meant?.shared ? meant.value : undefined
}

/** The mailbox of hers that a link's mark means, and her language; the first that answered where the link has none. undefined: it is hers no more. */
export async function mailboxMarked(handle: Handle, person: PersonId, mark: string | undefined) {
  const rows = await db(handle)
    .selectFrom('contact_point')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['value as email', 'hash', 'locale', 'given_name'])
    .where('kind', '=', 'email')
    .where('claimed', '=', false)
    .where('person_id', '=', person)
    .orderBy('contact_point.created_at')
    .execute()
  return mark === undefined ? rows[0] : rows.find(({ hash }) => hash && markOf(hash) === mark)
}
