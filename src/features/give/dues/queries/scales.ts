import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import { publicRecipients, type RecipientId } from '../../core/index.ts'
import type { Scale } from '../rules.ts'
import { db } from '../tables.ts'

/** What members of a recipient pay; undefined: nobody has set it. */
export async function findScale(handle: Handle, recipient: RecipientId): Promise<Scale | undefined> {
  const row = await db(handle)
    .selectFrom('dues_scale')
    .select(['open', 'period', 'grace_days', 'brackets', 'floor'])
    .where('recipient_id', '=', recipient)
    .executeTakeFirst()
  return row && { ...row, floor: amountOf(row.floor) }
}

/** Recipients that anybody may join today. */
export async function joinable(handle: Handle, today: string) {
  const [all, open] = await Promise.all([
    publicRecipients(handle, today),
    db(handle)
      .selectFrom('dues_scale')
      .select('recipient_id')
      .where('open', '=', sql<boolean>`true`)
      .execute(),
  ])
  return all.filter(({ id }) => open.some(({ recipient_id }) => recipient_id === id))
}
