import type { Tx } from '#platform/db/handle'
import { forgetErasure, lift, type Lifting, MAILBOX, pointKindsOf, type Purpose, suppress } from '../../ledger/index.ts'
import { db, type PersonId } from '../tables.ts'

type Agreed = Pick<Purpose, 'key' | 'channels'>

/**
 * She agrees, signed in or by a link of hers. Off the list goes what she said herself, at each of her addresses; and at mailboxes that she proved what they
 * said. What was said at a number that nobody proved stays.
 */
export async function liftAgreed(tx: Tx, person: PersonId, { key, channels }: Agreed): Promise<void> {
  const kinds = pointKindsOf({ channels })
  if (kinds.length === 0) return
  const points = await db(tx)
    .selectFrom('contact_point')
    .select(['kind', 'hash', 'verified_at'])
    .where('person_id', '=', person)
    .where('kind', 'in', kinds)
    .where('claimed', '=', false)
    .execute()
  const hashed = (some: typeof points) => some.flatMap(({ hash }) => hash ?? [])
  const proved = points.filter(({ kind, verified_at }) => kind === 'email' && verified_at)
  await lift(tx, { hashes: hashed(points), purposes: [key], of: [person] })
  for (const hash of hashed(proved)) await forgetErasure(tx, hash)
  await liftFor(tx, person, { hashes: hashed(proved), purposes: [key] })
}

/** Off the list goes what she said at these addresses, and what the mailbox itself said, for her: for others who hold it, it holds on. */
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
