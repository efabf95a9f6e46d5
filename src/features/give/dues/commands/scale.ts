import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { record } from '#staff'
import type { RecipientId } from '../../core/index.ts'
import type { Scale } from '../rules.ts'
import { db } from '../tables.ts'

/** What members of a recipient pay from now on, and whether anybody may join. What is under way stays as it was. */
export async function setScale(
  tx: Tx,
  hand: Hand,
  { recipient, scale }: { recipient: RecipientId; scale: Scale },
): Promise<void> {
  const row = { ...scale, brackets: JSON.stringify(scale.brackets), changed_at: hand.now }
  await db(tx)
    .insertInto('dues_scale')
    .values({ recipient_id: recipient, ...row })
    .onConflict((on) => on.column('recipient_id').doUpdateSet(row))
    .execute()
  await record(tx, hand, { action: 'change', object: 'dues', id: recipient, fields: Object.keys(scale), count: 0 })
}
