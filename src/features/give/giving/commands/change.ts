import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { emit, enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { findRecipient } from '../../core/index.ts'
import { bookGift } from '../booking.ts'
import { giftChanged, type GiftMailKind, giftMail } from '../queues.ts'
import { type GiftRecord, findGift } from '../queries/gifts.ts'
import { mayBecome, type State } from '../rules.ts'
import { db, type GiftId } from '../tables.ts'

/** Which mail tells a donor of a state; of others she is told nothing: she knows, or it is between banks. */
const MAIL_OF: Partial<Record<State, GiftMailKind>> = {
  paid: 'paid',
  failed: 'failed',
  refunded: 'refunded',
  declined: 'declined',
}

type Told = { state: State; refunded: number }

/**
 * What its payment became. Told twice, or late, it is as told once: a gift goes only where it may from where it is, and what is refunded only grows.
 */
export async function followPayment(tx: Tx, app: App, { gift, state, refunded }: Told & { gift: GiftId }): Promise<void> {
  const before = await locked(tx, gift)
  const { amount, otherwise } = before
  // Of what went back over the bank the provider knows nothing.
  const back = Math.max(Math.min(refunded + otherwise, amount), before.refunded)
  const told = state === 'paid' && otherwise > 0 && back === amount ? 'refunded' : state
  const next = before.state !== told && mayBecome(before.state, told) ? told : before.state
  await change(tx, app, { before, to: { state: next, refunded: back } })
}

type Arrival = { hand: Hand; gift: GiftId; came?: Date }

/**
 * A cheque, a transfer or cash that was promised came: its treasurer says so. Once. A cheque for an account that was filed goes back to who sent it; a transfer
 * is at the bank already, and is written down.
 */
export async function recordArrival(tx: Tx, app: App, { hand, gift, came = hand.now }: Arrival): Promise<void> {
  const before = await locked(tx, gift)
  if (before.state !== 'promised') throw new Conflict('giving.not-promised')
  const { filed_at } = (await findRecipient(tx, before.recipient_id))!
  if (filed_at && before.mode !== 'transfer') throw new Conflict('giving.filed')
  await change(tx, app, { before, to: { state: 'paid', refunded: 0 }, by: hand.actor.account, came })
  await record(tx, hand, { action: 'receive', object: 'gift', id: gift })
}

/** What was promised will not come: it counts towards no cap any more. */
export async function cancelPromise(tx: Tx, app: App, { hand, gift }: { hand: Hand; gift: GiftId }): Promise<void> {
  const before = await locked(tx, gift)
  if (before.state !== 'promised') throw new Conflict('giving.not-promised')
  await change(tx, app, { before, to: { state: 'cancelled', refunded: 0 }, by: hand.actor.account })
  await record(tx, hand, { action: 'end', object: 'gift', id: gift })
}

/** The treasurer will not take what was held: nothing was paid, and she is told why. */
export async function declineGift(
  tx: Tx,
  app: App,
  { hand, gift, reason }: { hand: Hand; gift: GiftId; reason: string },
): Promise<void> {
  const before = await locked(tx, gift)
  if (before.state !== 'held') throw new Conflict('giving.not-held')
  await change(tx, app, { before, to: { state: 'declined', refunded: 0 }, by: hand.actor.account, reason })
  await record(tx, hand, { action: 'decline', object: 'gift', id: gift, reason })
}

/** `came`: when money came, where that was before it is written down. */
type Change = {
  before: GiftRecord
  to: Told
  by?: AccountId | undefined
  reason?: string
  came?: Date | undefined
  /** What of it went back over the bank, since its provider would not. */
  otherwise?: number
}

/** The one place where a gift changes: row, books and mail, in one transaction. */
export async function change(tx: Tx, app: App, change: Change): Promise<void> {
  const { before, to, by, reason, came = app.now(), otherwise = 0 } = change
  const moves = to.state !== before.state
  if (!moves && to.refunded === before.refunded) return
  const at = app.now()
  const step = before.step + 1
  const paid_at = to.state === 'paid' ? (before.paid_at ?? came) : before.paid_at
  const decided = { ...(by ? { decided_by: by } : {}), ...(reason ? { reason } : {}) }
  await db(tx)
    .updateTable('gift')
    .set({ ...to, step, paid_at, changed_at: at, otherwise: before.otherwise + otherwise, ...decided })
    .where('id', '=', before.id)
    .execute()
  await bookGift(tx, app, { before, after: { ...before, ...to, step, paid_at }, at: came, overBank: otherwise > 0 })
  emit(tx, giftChanged, { gift: before.id })
  // Won back after a dispute, it had been thanked for.
  const kind = to.state === 'paid' && before.paid_at ? (moves ? undefined : 'refunded') : MAIL_OF[to.state]
  // Of a try without her, who tries again tells her.
  const told = kind === 'failed' && before.means ? undefined : kind
  if (told) enqueue(tx, giftMail, { gift: before.id, kind: told, step })
}

/** The same of several, in one order: for whoever changes them together. Call it before anything is written into books. */
export async function lockGifts(tx: Tx, gifts: readonly GiftId[]): Promise<void> {
  if (gifts.length === 0) return
  await db(tx)
    .selectFrom('gift')
    .select('id')
    .where('id', 'in', [...gifts])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** One after the other changes a gift. */
export async function locked(tx: Tx, gift: GiftId): Promise<GiftRecord> {
  const row = await db(tx).selectFrom('gift').select('id').where('id', '=', gift).forUpdate().executeTakeFirst()
  const found = row && (await findGift(tx, gift))
  if (!found) throw new NotFound('giving.gone')
  return found
}

const DAY = 86_400_000
/** How long a transfer or cheque is awaited, and how long somebody has to pay what was let in, before it frees her cap. */
const AWAITED = { promised: 60 * DAY, accepted: 14 * DAY }

/** What nobody paid in time is over. Gives how many. */
export async function forgetWaiting(tx: Tx, app: App, limit: number): Promise<number> {
  const before = (age: number) => new Date(app.now().getTime() - age)
  const due = await db(tx)
    .selectFrom('gift')
    .select('id')
    .where((w) =>
      w.or([
        w.and([w('state', '=', 'promised'), w('changed_at', '<', before(AWAITED.promised))]),
        w.and([w('state', '=', 'accepted'), w('changed_at', '<', before(AWAITED.accepted))]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  if (due.length === 0) return 0
  await db(tx)
    .updateTable('gift')
    .set({ state: 'expired', changed_at: app.now(), step: sql<number>`step + 1` })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .execute()
  return due.length
}
