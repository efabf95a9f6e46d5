import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { record } from '#staff'
import type { RecipientId } from '../../core/index.ts'
import { db, type Look } from '../tables.ts'

/** An officer has looked: it is shown no more. Once, whoever says it again. */
export async function markLooked(
  tx: Tx,
  hand: Hand,
  { recipient, what, subject }: { recipient: RecipientId; what: Look; subject: string },
): Promise<void> {
  const row = { recipient_id: recipient, what, subject, account_id: hand.actor.account, at: hand.now }
  const made = await db(tx)
    .insertInto('book_look')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning('subject')
    .executeTakeFirst()
  if (made) await record(tx, hand, { action: 'settle', object: 'book', id: recipient, fields: [what, subject], count: 0 })
}
