import { randomInt } from 'node:crypto'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { askLaw, isPaidAtOnce, keepDonor, lockAlike, NUMBERS, type Offer, soughtOf, type State } from '../../giving/index.ts'
import type { Decision } from '../../law/index.ts'
import { dayThere, descriptionOf } from '../describing.ts'
import { beginPayment } from '../paying.ts'
import { type MemberRecord, membersOfMailbox } from '../queries/members.ts'
import { findScale } from '../queries/scales.ts'
import { dueMail } from '../queues.ts'
import { fits, mayRenew } from '../rules.ts'
import { db, type DueId, type MemberId } from '../tables.ts'

export type Taken = { refused: Decision; due?: undefined } | { refused?: undefined; due: DueId }

/**
 * Asks the law, and takes dues for a term if they may be taken: all in one transaction, one after the other with gifts and dues of whoever may be the same person. What is
 * refused leaves nothing. Pressed twice by who has proved her mailbox it is one due. Throws Conflict where nobody joins, where the scale has no such amount, and
 * where hers are paid already.
 */
export async function takeDue(tx: Tx, app: App, offer: Offer): Promise<Taken> {
  const { recipient } = offer
  const scale = await findScale(tx, recipient.id)
  if (!scale?.open || !recipient.public_at || recipient.filed_at) throw new Conflict('dues.closed')
  if (!fits(scale, offer.amount)) throw new Conflict('dues.scale-changed')
  await lockAlike(tx, soughtOf(offer))
  if (offer.proved) {
    // Of somebody else's membership nobody learns here: only whose mailbox it is.
    const self = await herself(tx, offer)
    const open = self && (await openLike(tx, self.id, offer))
    if (open) return { due: open }
    if (self && !mayRenew(scale.period, self.until, dayThere(app, recipient))) throw new Conflict('dues.paid-already')
  }
  const decision = await askLaw(tx, app, { ...offer, what: 'dues' })
  if (decision.verdict === 'refuse') return { refused: decision }
  const member = await keepMember(tx, offer, app.now())
  const due = await keepDue(tx, { member, offer, decision, now: app.now() })
  if (due.state === 'begun') await beginPayment(tx, app, { ...offer, id: due.id })
  else enqueue(tx, dueMail, { due: due.id, kind: due.state, step: 0 })
  return { due: due.id }
}

/** A member pays for her next term, by the link of a mail or signed in: she has proved her mailbox, and what she said of herself still stands. */
export function renewDue(
  tx: Tx,
  app: App,
  { member, recipient, amount, mode }: { member: MemberRecord } & Pick<Offer, 'recipient' | 'amount' | 'mode'>,
): Promise<Taken> {
  const description = descriptionOf({ recipient, locale: member.locale })
  return takeDue(tx, app, { ...member, recipient, amount, mode, proved: true, description })
}

/** She as she spells herself here; another of her mailbox is another member. */
async function herself(tx: Tx, { recipient, mailbox_hash, given_name, family_name }: Offer): Promise<MemberRecord | undefined> {
  const all = await membersOfMailbox(tx, mailbox_hash)
  return all.find((one) => one.recipient_id === recipient.id && one.given_name === given_name && one.family_name === family_name)
}

/** A due of hers that she may still pay, of the same amount by the same means. */
async function openLike(tx: Tx, member: MemberId, { amount, mode }: Offer): Promise<DueId | undefined> {
  const row = await db(tx)
    .selectFrom('due')
    .select('id')
    .where('member_id', '=', member)
    .where('state', 'in', ['held', 'accepted', 'begun', 'pending', 'promised'])
    .where('amount', '=', String(amount))
    .where('mode', '=', mode)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function keepMember(tx: Tx, offer: Offer, now: Date): Promise<MemberId> {
  const { recipient, told, locale } = offer
  const donor_id = await keepDonor(tx, offer, now)
  const row = { id: newId(), recipient_id: recipient.id, donor_id, told: JSON.stringify(told), locale, joined_at: now }
  const { id } = await db(tx)
    .insertInto('dues_member')
    .values(row)
    .onConflict((on) => on.columns(['recipient_id', 'donor_id']).doUpdateSet({ told: row.told, locale }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Keeping = { member: MemberId; offer: Offer; decision: Extract<Decision, { verdict: 'ok' | 'hold' }>; now: Date }

async function keepDue(tx: Tx, { member, offer, decision, now }: Keeping) {
  const { recipient, amount, mode } = offer
  const state = decision.verdict === 'hold' ? 'held' : isPaidAtOnce(mode) ? 'begun' : 'promised'
  const row = {
    member_id: member,
    amount,
    currency: recipient.currency,
    mode,
    state: state satisfies State,
    reason: decision.verdict === 'hold' ? decision.reasons.join(' ') : null,
    rule: decision.rule!,
    rule_version: decision.version!,
    made_at: now,
    changed_at: now,
  } as const
  // A number that another due has is drawn again: of ten digits few are taken.
  for (;;) {
    const made = await db(tx)
      .insertInto('due')
      .values({ ...row, id: newId(), number: randomInt(NUMBERS) })
      .onConflict((on) => on.column('number').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) return { id: made.id, state } as const
  }
}
