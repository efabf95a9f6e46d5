import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { provePoint } from '../../addresses/index.ts'
import { agreedOfPerson, recordWords, type Said, type Telling } from '../../ledger/index.ts'
import { db, type PersonId } from '../tables.ts'
import { liftAgreed } from './lifting.ts'

/** Brings `person.agreed` in line with the last words of the ledger. Call after every row that is written there. */
export async function refreshAgreed(tx: Tx, people: PersonId[]): Promise<void> {
  await sql`update person set agreed = ${agreedOfPerson()} where id = any(${people}::uuid[])`.execute(db(tx))
}

/** `mailbox`: that of the session by which she says it, which proves that she reads it. */
type OwnTelling = Telling & { mailbox?: string }

/** Writes what people said by their own acts into the ledger, and brings `person.agreed` and the list in line: for rooms that ask for a purpose of their own. */
export async function keepWords(tx: Tx, said: Said[], { mailbox, ...telling }: OwnTelling): Promise<void> {
  if (said.length === 0) return
  if (mailbox !== undefined)
    for (const { person_id } of said) await provePoint(tx, { person: person_id, email: mailbox, now: telling.now })
  await recordWords(tx, said, telling)
  for (const { person_id, purpose, action } of said)
    if (action === 'given' && !purpose.each) await liftAgreed(tx, person_id, purpose)
  const people = [...new Set(said.filter(({ purpose }) => !purpose.each).map(({ person_id }) => person_id))]
  if (people.length > 0) await refreshAgreed(tx, people)
}
