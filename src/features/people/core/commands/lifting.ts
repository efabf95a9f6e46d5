import type { Tx } from '#platform/db/handle'
import { lift, MAILBOX, suppress, type Lifting } from '../../ledger/index.ts'
import { db, type PersonId } from '../tables.ts'

/**
 * Her own act takes off the list what she said at these addresses, and what the mailbox itself said, for her: for others who hold it, it holds on.
 */
export async function liftFor(tx: Tx, person: PersonId, { hashes, purposes, reason }: Omit<Lifting, 'of'>): Promise<void> {
  const lifted = await lift(tx, { hashes, purposes, of: [person, MAILBOX], ...(reason ? { reason } : {}) })
  const ofMailbox = lifted.filter(({ person_id }) => person_id === MAILBOX)
  if (ofMailbox.length === 0) return
  const others = await db(tx)
    .selectFrom('contact_point')
    .select(['person_id', 'hash'])
    .distinct()
    .where('hash', 'in', hashes)
    .where('person_id', '!=', person)
    .execute()
  await suppress(
    tx,
    ofMailbox.flatMap((word) =>
      others
        .filter(({ hash }) => hash?.equals(word.address_hash))
        .map(({ person_id }) => ({ ...word, person_id, reason: 'withdrawn' as const })),
    ),
  )
}
