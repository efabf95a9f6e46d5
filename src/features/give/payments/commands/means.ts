import type { Tx } from '#platform/db/handle'
import type { Means } from '../../providers/index.ts'
import { type AccountId, db, type PaymentId } from '../tables.ts'

/** Writes down, once, what a provider keeps of a payment that asked for that. */
export async function keepMeans(
  tx: Tx,
  { payment, account, means, now }: { payment: PaymentId; account: AccountId; means: Means; now: Date },
): Promise<void> {
  await db(tx)
    .insertInto('payment_means')
    .values({ payment_id: payment, account_id: account, ...means, kept_at: now })
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Nothing is taken by these means any more. The provider forgets them when what is under way by them has ended. */
export async function releaseMeans(tx: Tx, payment: PaymentId, now: Date): Promise<void> {
  await db(tx)
    .updateTable('payment_means')
    .set({ released_at: now })
    .where('payment_id', '=', payment)
    .where('released_at', 'is', null)
    .execute()
}

export async function dropMeans(tx: Tx, payment: PaymentId): Promise<void> {
  await db(tx).deleteFrom('payment_means').where('payment_id', '=', payment).execute()
}

/** Marks that the provider is about to be asked. Gives whether it may have been before; undefined: there is nothing to ask any more. */
export async function markAsked(tx: Tx, payment: PaymentId, now: Date): Promise<{ before: boolean } | undefined> {
  const row = await db(tx)
    .selectFrom('payment')
    .select(['reached', 'asked_at'])
    .where('id', '=', payment)
    .forUpdate()
    .executeTakeFirst()
  if (row?.reached !== 'begun') return undefined
  if (!row.asked_at) await db(tx).updateTable('payment').set({ asked_at: now }).where('id', '=', payment).execute()
  return { before: row.asked_at !== null }
}
