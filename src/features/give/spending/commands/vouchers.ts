import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Denied, NotFound } from '#platform/errors'
import { isOver } from '../rules/states.ts'
import { db, type SpendingId, type VoucherId } from '../tables.ts'
import { isOwn, lockedSpending } from './draft.ts'

/** A file as it is kept: `hash` of what was sent. */
export type KeptFile = { name: string; type: 'application/pdf' | 'image/webp'; bytes: Buffer; hash: Buffer }

/** How many files a spending has at most. */
const MOST_VOUCHERS = 10

/** Adds a file to a spending that is not over. Throws Conflict when it has too many, or that very file. */
export async function addVoucher(
  tx: Tx,
  { actor, now }: Hand,
  { spending, file }: { spending: SpendingId; file: KeptFile },
): Promise<void> {
  const { state, vouchers } = await lockedSpending(tx, spending)
  if (isOver(state)) throw new Conflict('spending.moved')
  if (vouchers >= MOST_VOUCHERS) throw new Conflict('spending.too-many')
  const added = await db(tx)
    .insertInto('voucher')
    .values({ id: newId(), spending_id: spending, ...file, added_account: actor.account, added_at: now })
    .onConflict((on) => on.columns(['spending_id', 'hash']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Conflict('spending.same-file')
}

/** Takes a file away from a draft; of a group, for who prepares it. Throws Conflict later: what somebody has looked at stays. */
export async function removeVoucher(
  tx: Tx,
  hand: Hand,
  { spending, voucher }: { spending: SpendingId; voucher: VoucherId },
): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (before.group_id && !isOwn(before, hand)) throw new Denied('spending.not-yours')
  if (before.state !== 'draft') throw new Conflict('spending.not-draft')
  const gone = await db(tx)
    .deleteFrom('voucher')
    .where('id', '=', voucher)
    .where('spending_id', '=', spending)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new NotFound('spending.gone')
}
