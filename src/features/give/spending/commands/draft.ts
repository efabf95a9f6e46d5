import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Denied, NotFound } from '#platform/errors'
import type { GroupId } from '#groups'
import type { RecipientId } from '../../core/index.ts'
import { findSpending, type SpendingRecord } from '../queries/spending.ts'
import { type Asked, db, type Kind, type SpendingId } from '../tables.ts'

export type NewSpending = Asked & { recipient_id: RecipientId; group_id: GroupId | null; kind: Kind; currency: string }

/** A spending that somebody prepares: nothing of it is in the books, and its papers can still be added. */
export async function draftSpending(tx: Tx, { actor, now }: Hand, spending: NewSpending): Promise<SpendingId> {
  const id: SpendingId = newId()
  await db(tx)
    .insertInto('spending')
    .values({
      id,
      ...spending,
      state: 'draft',
      asked_account: actor.account,
      asked_person: actor.person?.id ?? null,
      asked_at: now,
    })
    .execute()
  return id
}

type Changing = { hand: Hand; spending: SpendingId; asked: Asked }

/** What a draft says; of a group, for who prepares it alone. Throws Conflict once it was asked for: then it stays as it was asked. */
export async function changeDraft(tx: Tx, { hand, spending, asked }: Changing): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (before.group_id && !isOwn(before, hand)) throw new Denied('spending.not-yours')
  if (before.state !== 'draft') throw new Conflict('spending.not-draft')
  await db(tx).updateTable('spending').set(asked).where('id', '=', spending).execute()
}

/** One after the other changes a spending. Throws NotFound. */
export async function lockedSpending(tx: Tx, id: SpendingId): Promise<SpendingRecord> {
  const row = await db(tx).selectFrom('spending').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const found = row && (await findSpending(tx, id))
  if (!found) throw new NotFound('spending.gone')
  return found
}

/** Whether it was asked for by who acts: by her account, or for the person that she is. */
export const isOwn = (
  spending: Pick<SpendingRecord, 'asked_account' | 'asked_person'>,
  { actor }: Pick<Hand, 'actor'>,
): boolean =>
  spending.asked_account === actor.account || (spending.asked_person !== null && spending.asked_person === actor.person?.id)
