import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { decide, type Decision } from '../../law/index.ts'
import { donorsAlike } from '../queries/sums.ts'
import { askedOf, type Given, keepDonor, keepGift, type Offer, soughtOf } from './give.ts'
import { change, locked } from './change.ts'

/** A cheque or cash that somebody handed over without the page. `came`: when; it counts in that year, and stands in the books on that day. */
export type InHand = Offer & { came: Date }

/** Reasons of the law that look at the clock: money that comes into the books after the end is refused, whenever it was handed over. */
const CLOSED = ['law.refuse.filed', 'law.refuse.due', 'law.refuse.over', 'law.refuse.rule_over', 'law.refuse.no_rule']

/**
 * Asks the law about money that is there already, and writes it down: in the books at once, or held for a look. What is refused leaves nothing. The caller
 * has taken `lockTaking` of all that it takes together.
 */
export async function takeInHand(tx: Tx, app: App, { hand, offer }: { hand: Hand; offer: InHand }): Promise<Given> {
  const sought = soughtOf(offer)
  const alike = await donorsAlike(tx, sought)
  const decisionAt = async (now: Date): Promise<Decision> => decide(await askedOf(tx, { app, offer, alike, now }))
  const today = await decisionAt(hand.now)
  if (today.verdict === 'refuse' && CLOSED.includes(today.reason)) return { decision: today }
  const decision = await decisionAt(offer.came)
  if (decision.verdict === 'refuse') return { decision }
  const donor = await keepDonor(tx, offer, hand.now)
  const isHeld = decision.verdict === 'hold'
  const reason = isHeld ? decision.reasons.join(' ') : null
  const gift = newId()
  const kept = { id: gift, payment: null, offer, donor, decision, reason, now: offer.came }
  await keepGift(tx, { ...kept, state: isHeld ? 'held' : 'promised' })
  if (!isHeld)
    await change(tx, app, {
      before: await locked(tx, gift),
      to: { state: 'paid', refunded: 0 },
      by: hand.actor.account,
      came: offer.came,
    })
  return { decision, gift }
}
