import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { findRecipient } from '../../core/index.ts'
import { askAgain, lockAlike, soughtOf, type State } from '../../giving/index.ts'
import { findDue } from '../queries/dues.ts'
import { db, type DueId } from '../tables.ts'
import { change, locked } from './change.ts'

/** What a bank says of promised dues. `at`: a moment of the day on which it booked them. */
type Arrival = { id: DueId; amount: number; at: Date }

/**
 * Promised dues that the bank says came, with their very amounts: each once, under lock, all members locked in one order before the first changes. Gives those
 * that came.
 */
export async function arriveByBank(
  tx: Tx,
  app: App,
  { arrivals, by }: { arrivals: readonly Arrival[]; by: AccountId | undefined },
): Promise<Set<DueId>> {
  const came = new Set<DueId>()
  if (arrivals.length === 0) return came
  const ids = arrivals.map(({ id }) => id)
  await db(tx)
    .selectFrom('dues_member')
    .select('id')
    .where('id', 'in', (w) => w.selectFrom('due').select('member_id').where('due.id', 'in', ids))
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id, amount, at } of arrivals) {
    const before = await findDue(tx, id)
    if (before?.state !== 'promised' || before.amount !== amount || before.mode !== 'transfer') continue
    await change(tx, app, { before, to: { state: 'paid', refunded: 0 }, by, came: at })
    came.add(id)
  }
  return came
}

/** States in which dues may come after all, when the law has been asked again. */
const MAY_COME: readonly State[] = ['expired', 'cancelled', 'lost']

/** The treasurer says that what the bank tells of is these dues. Throws Conflict of another amount, when the law refuses by now, or when they came already. */
export async function takeArrival(tx: Tx, app: App, { hand, id, amount, at }: Arrival & { hand: Hand }): Promise<void> {
  const seen = await findDue(tx, id)
  // The person first, then the member, as whoever pays dues does: else each would wait for the other.
  if (seen) await lockAlike(tx, soughtOf(seen))
  const before = await locked(tx, id)
  const isLate = MAY_COME.includes(before.state)
  if (before.amount !== amount || (before.state !== 'promised' && !isLate)) throw new Conflict('reconciling.not-so')
  if (isLate) {
    const recipient = (await findRecipient(tx, before.recipient_id))!
    await askAgain(tx, app, { ...before, recipient, proved: true, what: 'dues' })
  }
  await change(tx, app, { before, to: { state: 'paid', refunded: 0 }, by: hand.actor.account, came: at })
}

type Back = { id: DueId; to: 'lost' | 'refunded' | 'promised'; at: Date; by: AccountId | undefined }

/** What had come is not there any more: her term falls. Of dues that are not paid nothing changes. */
export async function returnArrival(tx: Tx, app: App, { id, to, at, by }: Back): Promise<void> {
  const before = await locked(tx, id)
  if (before.state !== 'paid') return
  await change(tx, app, { before, to: { state: to, refunded: to === 'refunded' ? before.amount : 0 }, by, came: at })
  // Awaited again, they have not come: the term is that of the true arrival.
  const not = { paid_at: null, from_on: null, until_on: null }
  if (to === 'promised') await db(tx).updateTable('due').set(not).where('id', '=', id).execute()
}
