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
  for (const person of await peopleOf(tx, word.group, 'organisers')) if (person !== word.about) tellOne(tx, person, word)
}

/** The same to every member. */
export async function tellMembers(tx: Tx, word: Word): Promise<void> {
  for (const person of await peopleOf(tx, word.group)) tellOne(tx, person, word)
}

/** Who is in a group, or leads it, in the order of their ids. */
export async function peopleOf(tx: Tx, group: GroupId, only?: 'organisers'): Promise<PersonId[]> {
  const rows = await db(tx)
    .selectFrom('membership')
    .select('person_id')
    .where('group_id', '=', group)
    .$if(only !== undefined, (q) => q.where('role', '=', 'organiser'))
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}
