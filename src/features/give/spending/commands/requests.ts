import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict, Denied } from '#platform/errors'
import { roleOf } from '#groups'
import { mayBeOne } from '../queries/persons.ts'
import type { SpendingRecord } from '../queries/spending.ts'
import type { SpendingId } from '../tables.ts'
import { shareIn } from '../booking.ts'
import { isOwn, lockedSpending } from './draft.ts'
import { move } from './move.ts'

type Doing = { hand: Hand; spending: SpendingId }

/**
 * Asks another organiser to look at what one prepared. Throws Conflict without a receipt, and when the group's share has less than that: what is
 * left is known for certain only once it is set aside.
 */
export async function askSecond(tx: Tx, app: App, { hand, spending }: Doing): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (!isOwn(before, hand)) throw new Denied('spending.not-yours')
  if (before.vouchers === 0) throw new Conflict('spending.no-voucher')
  const share = await shareIn(tx, { book: before.recipient_id, group: before.group_id!, currency: before.currency })
  if (share.left < before.amount) throw new Conflict('spending.share-short')
  await move(tx, app, { hand, before, to: 'asked', set: {} })
}

/**
 * Another organiser agrees: the amount is set aside of the group's share. Throws Conflict for who asked, by this or another mailbox, and `spending.share-short` when others were
 * faster.
 */
export async function second(tx: Tx, app: App, { hand, spending }: Doing): Promise<void> {
  const before = await lockedSpending(tx, spending)
  const person = await organiser(tx, before, hand)
  if (isOwn(before, hand) || (before.asked_person && (await mayBeOne(tx, before.asked_person, person))))
    throw new Conflict('spending.second-is-you')
  const set = { seconded_account: hand.actor.account, seconded_person: person, seconded_at: hand.now }
  await move(tx, app, { hand, before, to: 'seconded', set })
}

/** Another organiser does not agree. */
export async function refuseAsOrganiser(tx: Tx, app: App, { hand, spending, reason }: Doing & { reason: string }): Promise<void> {
  const before = await lockedSpending(tx, spending)
  await organiser(tx, before, hand)
  if (before.state !== 'asked') throw new Conflict('spending.moved')
  if (isOwn(before, hand)) throw new Conflict('spending.second-is-you')
  await move(tx, app, { hand, before, to: 'refused', set: ended(hand, reason) })
}

/** Who asked gives it up, before the treasurer has allowed it. */
export async function withdraw(tx: Tx, app: App, { hand, spending }: Doing): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (!isOwn(before, hand)) throw new Denied('spending.not-yours')
  await move(tx, app, { hand, before, to: 'withdrawn', set: ended(hand) })
}

export const ended = ({ actor, now }: Hand, reason?: string) => ({
  ended_account: actor.account,
  ended_at: now,
  ...(reason === undefined ? {} : { reason }),
})

/** Who acts, as an organiser of the group today. */
async function organiser(tx: Tx, { group_id }: SpendingRecord, { actor }: Hand) {
  const role = group_id && actor.person ? await roleOf(tx, group_id, actor.person.id) : undefined
  if (role !== 'organiser') throw new Denied('spending.not-organiser')
  return actor.person!.id
}
