import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { clockIn } from '#platform/i18n/moments'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { mayBecome, type State } from '../../giving/index.ts'
import { bookDue } from '../booking.ts'
import { zoneOf } from '../describing.ts'
import { type DueRecord, findDue } from '../queries/dues.ts'
import { findMember } from '../queries/members.ts'
import { findScale } from '../queries/scales.ts'
import { type DueMailKind, dueMail } from '../queues.ts'
import { nextTerm } from '../rules.ts'
import { db, type DueId } from '../tables.ts'

/** Which mail tells a member of a state; of others she knows, or it is between banks. */
const MAIL_OF: Partial<Record<State, DueMailKind>> = {
  paid: 'paid',
  failed: 'failed',
  refunded: 'refunded',
  declined: 'declined',
}

type Told = { state: State; refunded: number }

/** What its payment became. Told twice, or late, it is as told once. */
export async function followPayment(tx: Tx, app: App, { due, state, refunded }: Told & { due: DueId }): Promise<void> {
  const before = await locked(tx, due)
  const next = before.state !== state && mayBecome(before.state, state) ? state : before.state
  await change(tx, app, { before, to: { state: next, refunded: Math.max(refunded, before.refunded) } })
}

/** A cheque or transfer for dues came: the treasurer says so. Once. */
export async function recordArrival(tx: Tx, app: App, { hand, due }: { hand: Hand; due: DueId }): Promise<void> {
  const before = await locked(tx, due)
  if (before.state !== 'promised') throw new Conflict('dues.not-promised')
  await change(tx, app, { before, to: { state: 'paid', refunded: 0 }, by: hand.actor.account })
  await record(tx, hand, { action: 'receive', object: 'due', id: due })
}

/** What was promised will not come: it counts towards no cap any more. */
export async function cancelPromise(tx: Tx, app: App, { hand, due }: { hand: Hand; due: DueId }): Promise<void> {
  const before = await locked(tx, due)
  if (before.state !== 'promised') throw new Conflict('dues.not-promised')
  await change(tx, app, { before, to: { state: 'cancelled', refunded: 0 }, by: hand.actor.account })
  await record(tx, hand, { action: 'end', object: 'due', id: due })
}

/** The treasurer will not take what was held: nothing was paid, and she is told why. */
export async function declineDue(
  tx: Tx,
  app: App,
  { hand, due, reason }: { hand: Hand; due: DueId; reason: string },
): Promise<void> {
  const before = await locked(tx, due)
  if (before.state !== 'held') throw new Conflict('dues.not-held')
  await change(tx, app, { before, to: { state: 'declined', refunded: 0 }, by: hand.actor.account, reason })
  await record(tx, hand, { action: 'decline', object: 'due', id: due, reason })
}

/** `came`: when money came or went, where that was before it is written down. */
type Change = { before: DueRecord; to: Told; by?: AccountId | undefined; reason?: string; came?: Date }

/** The one place where a due changes: row, term, books and mail, in one transaction. */
export async function change(tx: Tx, app: App, { before, to, by, reason, came = app.now() }: Change): Promise<void> {
  const moves = to.state !== before.state
  if (!moves && to.refunded === before.refunded) return
  const at = app.now()
  const step = before.step + 1
  const paid_at = to.state === 'paid' ? (before.paid_at ?? came) : before.paid_at
  const term = to.state === 'paid' && before.until_on === null ? await termOf(tx, app, { due: before, came }) : {}
  const decided = { ...(by ? { decided_by: by } : {}), ...(reason ? { reason } : {}) }
  await db(tx)
    .updateTable('due')
    .set({ ...to, ...term, step, paid_at, changed_at: at, ...decided })
    .where('id', '=', before.id)
    .execute()
  // Who pays is a member again, whatever she said before.
  if (to.state === 'paid')
    await db(tx).updateTable('dues_member').set({ stopped_at: null }).where('id', '=', before.member_id).execute()
  await bookDue(tx, app, { before, after: { ...before, ...to, step, paid_at }, at: came })
  const kind = to.state === 'paid' && before.paid_at ? (moves ? undefined : 'refunded') : MAIL_OF[to.state]
  if (kind) enqueue(tx, dueMail, { due: before.id, kind, step })
}

/** The days that it pays, under the lock on the member: of two that are paid at once the second follows the first. */
async function termOf(tx: Tx, app: App, { due, came }: { due: DueRecord; came: Date }) {
  const [scale, member] = [await findScale(tx, due.recipient_id), await findMember(tx, due.member_id)]
  const term = nextTerm(scale ?? { period: 'year', grace_days: 0 }, member!.until, clockIn(zoneOf(app, due), came).day)
  return { from_on: term.from, until_on: term.until }
}

/** One after the other changes what a member pays: the member first, then the due. */
export async function locked(tx: Tx, due: DueId): Promise<DueRecord> {
  const row = await db(tx).selectFrom('due').select('member_id').where('id', '=', due).executeTakeFirst()
  if (row) await db(tx).selectFrom('dues_member').select('id').where('id', '=', row.member_id).forUpdate().execute()
  const found = row && (await findDue(tx, due))
  if (!found) throw new NotFound('dues.gone')
  return found
}

const DAY = 86_400_000
/** How long a transfer or cheque is awaited, and how long somebody has to pay what was let in, before it frees her cap. */
const AWAITED = { promised: 60 * DAY, accepted: 14 * DAY }

/** What nobody paid in time is over. Gives how many. */
export async function forgetWaiting(tx: Tx, app: App, limit: number): Promise<number> {
  const before = (age: number) => new Date(app.now().getTime() - age)
  const { rows } = await sql`update due set state = 'expired', changed_at = ${app.now()}::timestamptz, step = step + 1
    where id in (select id from due where (state = 'promised' and changed_at < ${before(AWAITED.promised)}::timestamptz)
      or (state = 'accepted' and changed_at < ${before(AWAITED.accepted)}::timestamptz) order by id limit ${limit} for update skip locked)
    returning id`.execute(db(tx))
  return rows.length
}
