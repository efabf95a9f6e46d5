import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { findRecipient } from '../../core/index.ts'
import { decide } from '../../law/index.ts'
import { descriptionOf } from '../describing.ts'
import { findGift, type GiftRecord } from '../queries/gifts.ts'
import { donorsAlike } from '../queries/sums.ts'
import type { State } from '../rules.ts'
import { db, type GiftId } from '../tables.ts'
import { change, locked } from './change.ts'
import { askedOf, lockAlike, soughtOf } from './give.ts'

/** What a bank says of a promised transfer. `at`: a moment of the day on which it booked it. */
export type Arrival = { gift: GiftId; amount: number; at: Date }

/** Means by which money comes over a bank. */
const BY_BANK = ['transfer', 'cheque'] as const

/**
 * Promised transfers that the bank says came, with their very amounts: each once, under lock, all locked in one order before the first changes. Gives those that came;
 * what is not awaited any more, or not so much, is left to the treasurer.
 */
export async function arriveByBank(
  tx: Tx,
  app: App,
  { arrivals, by }: { arrivals: readonly Arrival[]; by: AccountId | undefined },
): Promise<Set<GiftId>> {
  const came = new Set<GiftId>()
  if (arrivals.length === 0) return came
  const ids = arrivals.map(({ gift }) => gift)
  await db(tx).selectFrom('gift').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
  for (const { gift, amount, at } of arrivals) {
    const before = await findGift(tx, gift)
    if (before?.state !== 'promised' || before.amount !== amount || before.mode !== 'transfer') continue
    await change(tx, app, { before, to: { state: 'paid', refunded: 0 }, by, came: at })
    came.add(gift)
  }
  return came
}

/** States from which the treasurer may say that a gift came after all. */
const MAY_COME: readonly State[] = ['promised', 'expired', 'cancelled', 'lost']

/**
 * The treasurer says that what the bank tells of is this gift. Of another amount than was promised, or later than it was awaited, the law is asked again, with what came
 * meanwhile. Throws Conflict when it refuses, or when the gift came already.
 */
export async function takeArrival(tx: Tx, app: App, { hand, gift: id, amount, at }: { hand: Hand } & Arrival): Promise<void> {
  const before = await locked(tx, id)
  if (!MAY_COME.includes(before.state) || !BY_BANK.some((mode) => mode === before.mode)) throw new Conflict('giving.not-promised')
  if (before.state === 'promised' && before.amount === amount)
    return change(tx, app, { before, to: { state: 'paid', refunded: 0 }, by: hand.actor.account, came: at })
  const counted = await asAnew(tx, before, amount)
  await askAgain(tx, app, { gift: counted, hand })
  await change(tx, app, { before: counted, to: { state: 'paid', refunded: 0 }, by: hand.actor.account, came: at })
}

/** The gift with what came, and counted nowhere until the law has answered. */
async function asAnew(tx: Tx, before: GiftRecord, amount: number): Promise<GiftRecord> {
  const set = { amount, refunded: 0, state: 'cancelled' } as const
  await db(tx).updateTable('gift').set(set).where('id', '=', before.id).execute()
  return { ...before, ...set }
}

async function askAgain(tx: Tx, app: App, { gift, hand }: { gift: GiftRecord; hand: Hand }): Promise<void> {
  const recipient = (await findRecipient(tx, gift.recipient_id))!
  const offer = { ...gift, recipient, proved: true, description: descriptionOf(app, { recipient, locale: gift.locale }) }
  const sought = soughtOf(offer)
  await lockAlike(tx, sought)
  const asked = await askedOf(tx, { app, offer, alike: await donorsAlike(tx, sought), now: hand.now })
  if (decide(asked).verdict === 'refuse') throw new Conflict('giving.refused-by-now')
}

/**
 * What had come is not there any more: the bank took it back (`lost`), it was sent back to the donor (`refunded`), or it was taken for this gift in error (`promised`).
 * Once: of a gift that is not paid nothing changes. Gives whether it did.
 */
export async function returnArrival(
  tx: Tx,
  app: App,
  { gift, to, at, by }: { gift: GiftId; to: 'lost' | 'refunded' | 'promised'; at: Date; by: AccountId | undefined },
): Promise<boolean> {
  const before = await locked(tx, gift)
  if (before.state !== 'paid') return false
  await change(tx, app, { before, to: { state: to, refunded: to === 'refunded' ? before.amount : 0 }, by, came: at })
  // Awaited again, it has not come: what is thanked for is the true arrival.
  if (to === 'promised') await db(tx).updateTable('gift').set({ paid_at: null }).where('id', '=', gift).execute()
  return true
}
