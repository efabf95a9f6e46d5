import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { findRecipient } from '../../core/index.ts'
import { decide } from '../../law/index.ts'
import { descriptionOf } from '../describing.ts'
import { beginPayment, isPaidAtOnce } from '../paying.ts'
import { giftMail } from '../queues.ts'
import { donorsAlike } from '../queries/sums.ts'
import { db, type GiftId } from '../tables.ts'
import { locked } from './change.ts'
import { askedOf, lockTaking, type Offered, soughtOf } from './give.ts'

/**
 * The treasurer lets a held gift in: the law is asked again, now, with what came meanwhile; what only a person can see (who looks alike, who is young) she has seen. The
 * donor is written to, with the page where she pays. Throws Conflict when the law refuses by now.
 */
export async function acceptGift(tx: Tx, app: App, { hand, gift }: { hand: Hand; gift: GiftId }): Promise<void> {
  const before = await locked(tx, gift)
  if (before.state !== 'held') throw new Conflict('giving.not-held')
  const recipient = (await findRecipient(tx, before.recipient_id))!
  await askAgain(tx, app, { ...before, recipient, proved: true })
  const state = isPaidAtOnce(before.mode) ? 'accepted' : 'promised'
  await db(tx)
    .updateTable('gift')
    .set({ state, changed_at: hand.now, decided_by: hand.actor.account, step: before.step + 1 })
    .where('id', '=', gift)
    .execute()
  enqueue(tx, giftMail, { gift, kind: 'accepted', step: before.step + 1 })
  await record(tx, hand, { action: 'accept', object: 'gift', id: gift })
}

/**
 * Asks the law again about what somebody has looked at: only what it refuses by now counts. Throws Conflict then. Locks as `askLaw` does.
 */
export async function askAgain(tx: Tx, app: App, offer: Offered): Promise<void> {
  const sought = soughtOf(offer)
  await lockTaking(tx, [offer])
  const decision = decide(await askedOf(tx, { app, offer, alike: await donorsAlike(tx, sought), now: app.now() }))
  if (decision.verdict === 'refuse') throw new Conflict('giving.refused-by-now')
}

/** She goes to pay what the treasurer let in. Pressed twice it is one payment: the second finds it begun. */
export async function beginAccepted(tx: Tx, app: App, gift: GiftId): Promise<void> {
  const before = await locked(tx, gift)
  if (before.state !== 'accepted') return
  const recipient = (await findRecipient(tx, before.recipient_id))!
  const offer = { ...before, recipient, description: descriptionOf(app, { recipient, locale: before.locale }) }
  const payment_id = await beginPayment(tx, app, offer)
  await db(tx)
    .updateTable('gift')
    .set({ state: 'begun', changed_at: app.now(), step: before.step + 1, payment_id })
    .where('id', '=', gift)
    .execute()
}
