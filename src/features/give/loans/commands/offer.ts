import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { record } from '#staff'
import type { RecipientId } from '../../core/index.ts'
import type { OfferRecord } from '../queries.ts'
import { db } from '../tables.ts'

export type OfferTerms = Omit<OfferRecord, 'recipient_id' | 'changed_at'>

/** On what terms a recipient borrows from now on, and whether anybody may lend. Loans that are made stay as they were agreed. */
export async function setOffer(
  tx: Tx,
  hand: Hand,
  { recipient, terms }: { recipient: RecipientId; terms: OfferTerms },
): Promise<void> {
  const row = { ...terms, changed_at: hand.now }
  await db(tx)
    .insertInto('loan_offer')
    .values({ recipient_id: recipient, ...row })
    .onConflict((on) => on.column('recipient_id').doUpdateSet(row))
    .execute()
  await record(tx, hand, { action: 'change', object: 'loan', id: recipient, fields: Object.keys(terms), count: 0 })
}
