import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { record } from '#staff'
import { type RecipientId, setCeiling } from '../../core/index.ts'
import { db } from '../tables.ts'

type Entered = { recipient: RecipientId; amount: number; source: string }

/**
 * What an officer says that the law lets be spent, and where that stands. What was said before stays, and holds no more. From now on gifts in cash are counted by it
 * too (Code électoral L52-8, al. 5).
 */
export async function enterCeiling(tx: Tx, hand: Hand, { recipient, amount, source }: Entered): Promise<void> {
  await db(tx)
    .insertInto('spending_ceiling')
    .values({ id: newId(), recipient_id: recipient, amount, source, entered_by: hand.actor.account, entered_at: hand.now })
    .execute()
  await setCeiling(tx, recipient, amount)
  await record(tx, hand, { action: 'limit', object: 'recipient', id: recipient, reason: source, count: 0 })
}
