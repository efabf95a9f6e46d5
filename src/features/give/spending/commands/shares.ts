import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { findGroup, type GroupId } from '#groups'
import { record } from '#staff'
import { openAccounts } from '../../books/index.ts'
import type { RecipientRecord } from '../../core/index.ts'
import { GROUPS_SPENT, postShare, shareIn, zoneOf } from '../booking.ts'
import { db } from '../tables.ts'
import { texts } from '../texts.ts'

type Returning = { hand: Hand; recipient: RecipientRecord; group: GroupId }

/**
 * What is left of the share of a group that closed goes back to the fund. Gives how much. Throws Conflict while the group is open, and where nothing is left: who comes second finds
 * the account at its floor.
 */
export async function returnShare(tx: Tx, app: App, { hand, recipient, group: id }: Returning): Promise<number> {
  const group = await findGroup(tx, id)
  if (!group?.closed_at) throw new Conflict('spending.group-open')
  const book: string = recipient.id
  const { currency } = recipient
  const share = await shareIn(tx, { book, group: id, currency })
  if (share.left === 0) throw new Conflict('spending.share-short')
  const entry = newId()
  const name = texts.in(app.movement.current.locale)('spending.account-groups')
  const [spent] = await openAccounts(tx, [{ book, ...GROUPS_SPENT, currency, name }])
  await postShare(tx, {
    book: { id: book, zone: zoneOf(app, recipient, hand.now) },
    at: hand.now,
    cause: { kind: 'share', id: entry },
    what: 'returned',
    lines: [
      { account: share.id, amount: share.left },
      { account: spent!, amount: -share.left },
    ],
  })
  const back = { amount: share.left, currency, returned_by: hand.actor.account, returned_at: hand.now }
  await db(tx)
    .insertInto('share_return')
    .values({ id: entry, recipient_id: recipient.id, group_id: id, ...back })
    .execute()
  await record(tx, hand, { action: 'return', object: 'group', id, count: 0 })
  return share.left
}
