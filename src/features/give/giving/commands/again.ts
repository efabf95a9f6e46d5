import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import { findRecipient } from '../../core/index.ts'
import { decide, type Decision } from '../../law/index.ts'
import { descriptionOf } from '../describing.ts'
import { findGift } from '../queries/gifts.ts'
import { donorsAlike } from '../queries/sums.ts'
import type { GiftId } from '../tables.ts'
import { askedOf, give, type Given, lockAlike, type Offer, soughtOf } from './give.ts'

type Again = { like: GiftId; amount: number; means: Id<'payment'> }

/**
 * Gives once more as a gift before, by the means that were kept of it: a gift of its own, of which the law is asked anew, with what came since. Who gave that one
 * paid it, and is taken for proved. Throws NotFound when it was forgotten.
 */
export async function giveAgain(tx: Tx, app: App, { like, amount, means }: Again): Promise<Given> {
  return give(tx, app, { ...(await offerLike(tx, app, like)), amount, means })
}

/** What the law would say today of a gift like that one, of another amount. */
export async function askAnew(tx: Tx, app: App, { like, amount }: Omit<Again, 'means'>): Promise<Decision> {
  const offer = { ...(await offerLike(tx, app, like)), amount }
  const sought = soughtOf(offer)
  await lockAlike(tx, sought)
  return decide(await askedOf(tx, { app, offer, alike: await donorsAlike(tx, sought), now: app.now() }))
}

async function offerLike(tx: Tx, app: App, like: GiftId): Promise<Offer> {
  const gift = await findGift(tx, like)
  const recipient = gift && (await findRecipient(tx, gift.recipient_id))
  if (!gift || !recipient) throw new NotFound('giving.gone')
  const { amount, mode, email, mailbox_hash, given_name, family_name, told, locale } = gift
  const description = descriptionOf(app, { recipient, locale })
  return { recipient, amount, mode, email, mailbox_hash, given_name, family_name, told, locale, proved: true, description }
}
