import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import type { PersonId } from '#people'
import { type GroupId, peopleOf } from '../../core/index.ts'
import { type JoiningMailKind, joiningMail } from '../queues.ts'

type Word = { kind: JoiningMailKind; group: GroupId; about?: string }

/** Leaves one mail to one person, to be sent once the transaction has committed. */
export function tellOne(tx: Tx, to: PersonId, word: Word): void {
  enqueue(tx, joiningMail, { ...word, to })
}

/** Leaves a mail to each organiser of a group. */
export async function tellOrganisers(tx: Tx, word: Word): Promise<void> {
  for (const person of await peopleOf(tx, word.group, 'organisers')) tellOne(tx, person, word)
}
