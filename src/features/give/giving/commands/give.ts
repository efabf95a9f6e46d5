import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { type Id, newId } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import { momentIn } from '#platform/i18n/moments'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { daysOf } from '#staff'
import type { GroupId } from '#groups'
import type { CampaignId } from '../../campaigns/index.ts'
import type { RecipientRecord } from '../../core/index.ts'
import { type Asked, decide, type Decision, type Mode, ruleFor, scopeOf } from '../../law/index.ts'
import { beginPayment, isPaidAtOnce } from '../paying.ts'
import { giftMail } from '../queues.ts'
import { cashTaken, donorsAlike, givenBefore, openOf, type Sought } from '../queries/sums.ts'
import { MOST_OPEN, nameKey, nearKey, NUMBERS, type State } from '../rules.ts'
import { rhythms } from '../slots.ts'
import { db, type DonorId, type GiftId, type Told } from '../tables.ts'

/** What somebody wants to give, read and whole. `mailbox_hash`: of her address, as the file of people hashes it. */
export type Offer = {
  recipient: RecipientRecord
  amount: number
  mode: Mode
  /** null: a giver on paper who has none. */
  email: string | null
  mailbox_hash: Buffer
  given_name: string
  family_name: string
  told: Told
  locale: Locale
  /** She is signed in with that mailbox. */
  proved: boolean
  /** How the payment is called where she pays. */
  description: string
  aim?: Aim
  /** It shall come again: what she pays with is kept. */
  keep?: boolean
  /** The payment whose kept means pay it. */
  means?: Id<'payment'> | null
}

/** What is offered, as the law is asked about it. `what`: a gift, if nothing is said. */
export type Offered = Omit<Offer, 'locale' | 'description'> & { what?: 'gift' | 'dues' }

/** What a gift is for besides its recipient: a campaign, and a part of it a group. */
export type Aim = { campaign_id: CampaignId | null; group_id: GroupId | null; group_part: number }

/** `payment`: what is to be paid now, at the provider. */
export type Given = { decision: Decision; gift?: GiftId; payment?: Id<'payment'> | null }

/**
 * Asks the law, and takes the gift if it may be taken: all in one transaction, one after the other for whoever may be the same person. What is
 * refused leaves nothing behind. What is held waits for the treasurer, and no payment is begun.
 */
export async function give(tx: Tx, app: App, offer: Offer): Promise<Given> {
  const now = app.now()
  const decision = await askLaw(tx, app, offer)
  if (decision.verdict === 'refuse') return { decision }
  const donor = await keepDonor(tx, offer, now)
  const state: State = decision.verdict === 'hold' ? 'held' : isPaidAtOnce(offer.mode) ? 'begun' : 'promised'
  const reason = decision.verdict === 'hold' ? decision.reasons.join(' ') : null
  const gift = newId()
  const payment = state === 'begun' ? await beginPayment(tx, app, { id: gift, ...offer }) : null
  await keepGift(tx, { id: gift, payment, offer, donor, decision, state, reason, now })
  if (offer.keep) for (const { begin } of app.filled(rhythms)) await begin(tx, app, { gift, donor, offer })
  if (state !== 'begun') enqueue(tx, giftMail, { gift, kind: state, step: 0 })
  return { decision, gift, payment }
}

/**
 * May this be taken, a gift or what other rooms take that counts with gifts? Locks whoever may be the same person until the end of the transaction: what the caller
 * writes then is what the next one sums. Of a mailbox that nobody proved a few wait at most: throws Conflict.
 */
export async function askLaw(tx: Tx, app: App, offer: Offered): Promise<Decision> {
  const sought = soughtOf(offer)
  await lockTaking(tx, [offer])
  if (!offer.proved && (await openOf(tx, app, sought)) >= MOST_OPEN) throw new Conflict('giving.too-many-open')
  const alike = await donorsAlike(tx, sought)
  return hidden(decide(await askedOf(tx, { app, offer, alike, now: app.now() })), offer)
}

/** Whoever has not proved the mailbox learns nothing of what came from it: what would pass a cap is held, as what looks like another's is. */
function hidden(decision: Decision, { proved }: Offered): Decision {
  if (proved || decision.verdict !== 'refuse' || decision.reason !== 'law.refuse.cap') return decision
  return { ...decision, verdict: 'hold', reason: 'law.hold.lookalike', reasons: ['law.hold.lookalike'] }
}

export const soughtOf = ({
  mailbox_hash,
  given_name,
  family_name,
  told,
}: Pick<Offer, 'mailbox_hash' | 'given_name' | 'family_name' | 'told'>): Sought => {
  const named = { given_name, family_name, postal_code: told.fields.postal_code ?? '' }
  return { mailbox_hash, name_key: nameKey(named), near_key: nearKey(named) }
}

const keysOf = ({ mailbox_hash, name_key, near_key }: Sought) => [
  `mailbox ${mailbox_hash.toString('hex')}`,
  `name ${name_key}`,
  `near ${near_key}`,
]

/** Whoever may be the same person waits for the other: on the mailbox, the name and the name near by. */
export const lockAlike = (tx: Tx, sought: Sought) => lockKeys(tx, keysOf(sought))

/** The same for all that is taken together; and cash to one recipient waits for other cash. */
export const lockTaking = (tx: Tx, offers: readonly Offered[]) =>
  lockKeys(
    tx,
    offers.flatMap((offer) => [...keysOf(soughtOf(offer)), ...(offer.mode === 'cash' ? [`cash ${offer.recipient.id}`] : [])]),
  )

/** All in one order, so that no two wait for each other. */
async function lockKeys(tx: Tx, keys: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(k) from (select distinct hashtextextended(key, 2016) as k from unnest(${keys}::text[]) as key order by 1) as keys`.execute(
    db(tx),
  )
}

type Asking = { app: App; offer: Offered; alike: Awaited<ReturnType<typeof donorsAlike>>; now: Date }

/** What the law is asked: the gift, her words, and what came before. */
export async function askedOf(tx: Tx, { app, offer, alike, now }: Asking): Promise<Asked> {
  const { recipient, amount, mode, told, what = 'gift' } = offer
  const rule = ruleFor({ ...recipient, what }, now)
  const sums = rule ? await givenBefore(tx, app, { alike, recipient, scope: scopeOf(rule, now) }) : { earlier: 0, lookalikes: 0 }
  return {
    recipient: await recipientAsked(tx, app, recipient),
    gift: { amount, currency: recipient.currency, mode, at: now, what },
    donor: {
      kind: 'natural',
      ...(told.fields.nationality ? { nationality: told.fields.nationality } : {}),
      ...(told.fields.country ? { residence: told.fields.country } : {}),
      adult: told.adult,
      declarations: told.declarations,
    },
    ...sums,
    cashSum: mode === 'cash' ? await cashTaken(tx, recipient.id) : 0,
  }
}

/** A recipient as the law asks for it: the days of collecting begin and end by the clocks of the movement. */
async function recipientAsked(tx: Tx, { movement }: App, recipient: RecipientRecord): Promise<Asked['recipient']> {
  const { country, kind, election_id, opens_on, closes_on, filed_at, ceiling } = recipient
  const voteOn = election_id ? (await daysOf(tx, election_id))[0] : undefined
  const zone = movement.current.timeZone
  const from = opens_on ? momentIn(zone, opens_on, '00:00')! : undefined
  const to = closes_on ? new Date(momentIn(zone, closes_on, '23:59')!.getTime() + 60_000) : null
  return {
    country,
    kind,
    ...(from ? { collects: { from, to } } : {}),
    ...(voteOn ? { voteOn } : {}),
    ...(filed_at ? { filedAt: filed_at } : {}),
    ceiling,
  }
}

type Self = Pick<Offer, 'email' | 'mailbox_hash' | 'given_name' | 'family_name' | 'told'>

/** Keeps who gives, pays dues or lends, as she spells herself. */
export async function keepDonor(tx: Tx, offer: Self, now: Date): Promise<DonorId> {
  const { email, given_name, family_name } = offer
  const sought = soughtOf(offer)
  const row = { email, given_name, family_name, ...sought }
  const { id } = await db(tx)
    .insertInto('donor')
    .values({ id: newId(), ...row, made_at: now })
    // As she spells herself today.
    .onConflict((on) =>
      on.columns(['mailbox_hash', 'name_key']).doUpdateSet({ email, given_name, family_name, near_key: sought.near_key }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Kept = {
  id: GiftId
  payment: Id<'payment'> | null
  offer: Offer
  donor: DonorId
  decision: Decision
  state: State
  reason: string | null
  now: Date
}

export async function keepGift(tx: Tx, { id, payment, offer, donor, decision, state, reason, now }: Kept): Promise<void> {
  const { recipient, amount, mode, told, locale, aim = {}, keep = false, means = null } = offer
  const row = {
    id,
    payment_id: payment,
    recipient_id: recipient.id,
    donor_id: donor,
    amount,
    currency: recipient.currency,
    mode,
    state,
    reason,
    rule: decision.rule!,
    rule_version: decision.version!,
    told: JSON.stringify(told),
    locale,
    ...aim,
    made_at: now,
    changed_at: now,
    keep,
    // What is held, she pays herself when it is let in.
    means: state === 'held' ? null : means,
  }
  // A number that another gift has is drawn again: of ten digits few are taken.
  for (;;) {
    const made = await db(tx)
      .insertInto('gift')
      .values({ ...row, number: randomInt(NUMBERS) })
      .onConflict((on) => on.column('number').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) return
  }
}
