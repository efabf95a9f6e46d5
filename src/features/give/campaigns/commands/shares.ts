import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { record } from '#staff'
import type { GroupId } from '#groups'
import type { RecipientRecord } from '../../core/index.ts'
import { db } from '../tables.ts'
import { mayEarmark } from './campaigns.ts'

type Of = { recipient: RecipientRecord; group: GroupId }

/** An organiser asks that donors may give a part to her group. Asked twice it is once. Throws Conflict where the law lets nobody bind a gift to a purpose. */
export async function askShares(tx: Tx, { recipient, group, now }: Of & { now: Date }): Promise<void> {
  if (!recipient.public_at || !mayEarmark(recipient, now)) throw new Conflict('campaigns.no-earmark')
  await db(tx)
    .insertInto('group_share')
    .values({ recipient_id: recipient.id, group_id: group, asked_at: now })
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Whether anybody may see what came for the group. */
export async function showFigures(tx: Tx, { recipient, group, shown }: Of & { shown: boolean }): Promise<void> {
  await share(tx, { recipient, group }).set({ shows_figures: shown }).execute()
}

/** The treasurer agrees: from now on donors may give a part to the group. Throws Conflict when the group took its wish back meanwhile. */
export async function agreeShares(tx: Tx, hand: Hand, { recipient, group }: Of): Promise<void> {
  const { numUpdatedRows } = await share(tx, { recipient, group })
    .set({ agreed_at: hand.now })
    .where('agreed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(numUpdatedRows) === 0) throw new Conflict('campaigns.not-asked')
  await record(tx, hand, { action: 'accept', object: 'group-share', id: group, count: 0 })
}

/** The group takes no shares any more, or its wish back. What came stays what it is. */
export async function endShares(tx: Tx, { recipient, group }: Of): Promise<void> {
  await db(tx).deleteFrom('group_share').where('recipient_id', '=', recipient.id).where('group_id', '=', group).execute()
}

/** The same by the treasurer: written down. */
export async function refuseShares(tx: Tx, hand: Hand, of: Of): Promise<void> {
  await endShares(tx, of)
  await record(tx, hand, { action: 'end', object: 'group-share', id: of.group, count: 0 })
}

const share = (tx: Tx, { recipient, group }: Of) =>
  db(tx).updateTable('group_share').where('recipient_id', '=', recipient.id).where('group_id', '=', group)
