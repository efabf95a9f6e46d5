import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import type { PersonId } from '#people'
import { type GroupMailKind, groupMail } from '../queues.ts'
import { db, type GroupId } from '../tables.ts'

type Word = { kind: GroupMailKind; group: GroupId; about?: string; at?: string }

/** Leaves one mail to one person, to be sent once the transaction has committed. */
export function tellOne(tx: Tx, to: PersonId, word: Word): void {
  enqueue(tx, groupMail, { ...word, to })
}

/** Leaves a mail to each organiser of a group but the one whom it is about: one job each, so that a mailbox that fails holds up no other. */
export async function tellOrganisers(tx: Tx, word: Word): Promise<void> {
  for (const { person_id } of await inGroup(tx, word.group).where('role', '=', 'organiser').execute())
    if (person_id !== word.about) tellOne(tx, person_id, word)
}

/** The same to every member. */
export async function tellMembers(tx: Tx, word: Word): Promise<void> {
  for (const { person_id } of await inGroup(tx, word.group).execute()) tellOne(tx, person_id, word)
}

function inGroup(tx: Tx, group: GroupId) {
  return db(tx).selectFrom('membership').select('person_id').where('group_id', '=', group).orderBy('person_id')
}
