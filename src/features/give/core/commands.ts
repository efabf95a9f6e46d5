import type { AccountId } from '#platform/auth/session'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { record } from '#staff'
import { findRecipient, type RecipientRecord } from './queries.ts'
import { missing } from './rules.ts'
import { ruleFor } from '../law/index.ts'
import { db, type ElectionId, type Mentions, type RecipientId } from './tables.ts'

export type NewRecipient = {
  name: string
  kind: string
  country: string
  currency: string
  election_id: ElectionId | null
  beneficiary: string
}

/** Somebody to whom one will give. Nobody sees it before it is complete. */
export async function addRecipient(tx: Tx, hand: Hand, recipient: NewRecipient): Promise<RecipientId> {
  const id = newId()
  await db(tx)
    .insertInto('recipient')
    .values({ id, ...recipient, made_at: hand.now })
    .execute()
  await record(tx, hand, { action: 'create', object: 'recipient', id, count: 0 })
  return id
}

export type Details = {
  name: string
  beneficiary: string
  election_id: ElectionId | null
  holder: string | null
  declared_on: string | null
  opens_on: string | null
  closes_on: string | null
  ceiling: number | null
  mentions: Mentions
  iban: string | null
  payment_account_id: string | null
}

/** What is said of it. One that is public stays complete: throws Conflict else. */
export async function describeRecipient(
  tx: Tx,
  hand: Hand,
  { id, details }: { id: RecipientId; details: Details },
): Promise<void> {
  const before = await locked(tx, id)
  if (before.public_at && lacks({ ...before, ...details }, hand)) throw new Conflict('give.stays-complete')
  await db(tx)
    .updateTable('recipient')
    .set({ ...details, mentions: JSON.stringify(details.mentions) })
    .where('id', '=', id)
    .execute()
  await record(tx, hand, { action: 'change', object: 'recipient', id, fields: Object.keys(details), count: 0 })
}

/** What may be spent for it, as who keeps its books says: by that the law counts what may come in cash. */
export async function setCeiling(tx: Tx, id: RecipientId, ceiling: number): Promise<void> {
  await locked(tx, id)
  await db(tx).updateTable('recipient').set({ ceiling }).where('id', '=', id).execute()
}

/** Which points are settled with the provider, by whom and when said. */
export async function settleChecks(tx: Tx, hand: Hand, { id, settled }: { id: RecipientId; settled: string[] }): Promise<void> {
  const before = await locked(tx, id)
  if (before.public_at && lacks({ ...before, checks: settled }, hand)) throw new Conflict('give.stays-complete')
  await db(tx)
    .deleteFrom('recipient_check')
    .where('recipient_id', '=', id)
    .where('item', 'not in', settled.length > 0 ? settled : [''])
    .execute()
  if (settled.length > 0)
    await db(tx)
      .insertInto('recipient_check')
      .values(settled.map((item) => ({ recipient_id: id, item, account_id: hand.actor.account, at: hand.now })))
      .onConflict((on) => on.doNothing())
      .execute()
  await record(tx, hand, { action: 'change', object: 'recipient', id, fields: ['checks'], count: 0 })
}

/** Opens its page to everybody. Throws Conflict while anything is missing. */
export async function publish(tx: Tx, hand: Hand, id: RecipientId): Promise<void> {
  const recipient = await locked(tx, id)
  if (lacks(recipient, hand)) throw new Conflict('give.not-complete')
  await db(tx).updateTable('recipient').set({ public_at: hand.now }).where('id', '=', id).where('public_at', 'is', null).execute()
  await record(tx, hand, { action: 'launch', object: 'recipient', id, count: 0 })
}

/** Takes its page away again. */
export async function unpublish(tx: Tx, hand: Hand, id: RecipientId): Promise<void> {
  await locked(tx, id)
  await db(tx).updateTable('recipient').set({ public_at: null }).where('id', '=', id).execute()
  await record(tx, hand, { action: 'retire', object: 'recipient', id, count: 0 })
}

/** Its account went to those who check it: nothing may come in from now on (Code électoral L52-4). There is no way back. */
export async function fileAccount(tx: Tx, hand: Hand, id: RecipientId): Promise<void> {
  await locked(tx, id)
  await db(tx).updateTable('recipient').set({ filed_at: hand.now }).where('id', '=', id).where('filed_at', 'is', null).execute()
  await record(tx, hand, { action: 'file', object: 'recipient', id, count: 0 })
}

/** Who keeps its books from now on. */
export async function appointOfficer(tx: Tx, hand: Hand, of: { id: RecipientId; account: AccountId }): Promise<void> {
  await locked(tx, of.id)
  await db(tx)
    .insertInto('recipient_officer')
    .values({ recipient_id: of.id, account_id: of.account, since: hand.now })
    .onConflict((on) => on.columns(['recipient_id', 'account_id']).doUpdateSet({ since: hand.now, until: null }))
    .execute()
  await record(tx, hand, { action: 'appoint', object: 'recipient', id: of.id, fields: [of.account], count: 0 })
}

/** And who does no more. */
export async function dismissOfficer(tx: Tx, hand: Hand, of: { id: RecipientId; account: AccountId }): Promise<void> {
  await db(tx)
    .updateTable('recipient_officer')
    .set({ until: hand.now })
    .where('recipient_id', '=', of.id)
    .where('account_id', '=', of.account)
    .where('until', 'is', null)
    .execute()
  await record(tx, hand, { action: 'end', object: 'recipient', id: of.id, fields: [of.account], count: 0 })
}

/** Whether anything is missing by the law of today. */
const lacks = (recipient: RecipientRecord, { now }: Hand) => missing(recipient, ruleFor(recipient, now)).length > 0

/** One after the other decides about a recipient. */
async function locked(tx: Tx, id: RecipientId) {
  await db(tx).selectFrom('recipient').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const found = await findRecipient(tx, id)
  if (!found) throw new NotFound('give.gone')
  return found
}
