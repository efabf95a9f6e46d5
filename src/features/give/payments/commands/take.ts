import { keepMeans } from './means.ts'
import { amountOf } from '#platform/money'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { emit } from '#platform/jobs/queue'
import type { Facts, Known, Part } from '../../providers/index.ts'
import { paymentChanged } from '../queues.ts'
import { standingOf, told } from '../rules.ts'
import { type AccountId, db, type PaymentId } from '../tables.ts'

/** What became of what a provider said: taken in; of no payment of that account; or of another amount than was asked for. */
export type Taken = 'taken' | 'unknown' | 'other-amount'

/**
 * Takes in what is true of a payment at its provider. As often and in whatever order it comes, the payment ends the same; each change of its state is
 * told once, in this transaction.
 */
export async function takeIn(tx: Tx, account: AccountId, { facts, now }: { facts: Facts; now: Date }): Promise<Taken> {
  const payment = await lockPayment(tx, facts.payment)
  if (!payment || payment.account_id !== account) return 'unknown'
  // Where nothing is taken a provider may tell no currency.
  if (payment.amount !== facts.amount || (payment.amount > 0 && payment.currency !== facts.currency)) {
    await db(tx).updateTable('payment').set({ checked_at: now }).where('id', '=', payment.id).execute()
    return 'other-amount'
  }
  if (payment.keep && facts.means) await keepMeans(tx, { payment: payment.id, account, means: facts.means, now })
  await write(tx, payment, { known: told(payment.known, facts), now, provider_ref: facts.ref })
  return 'taken'
}

/** Takes in one refund that the provider has just made. */
export async function takePart(tx: Tx, id: PaymentId, { part, now }: { part: Part; now: Date }): Promise<void> {
  const payment = await lockPayment(tx, id)
  if (!payment) return
  const known = told(payment.known, { ...payment.known, parts: [part] })
  await write(tx, payment, { known, now, provider_ref: payment.provider_ref })
}

/**
 * Takes in where a payment is paid. Begun and no further, as nearly all are, it is open by one statement and told; else by the rule of all that is told, for
 * its webhook may have been faster.
 */
export async function takeBegun(
  tx: Tx,
  id: PaymentId,
  { ref, url, now }: { ref: string; url: string; now: Date },
): Promise<void> {
  const opened = await db(tx)
    .updateTable('payment')
    .set({ reached: 'open', state: 'open', provider_ref: ref, checkout_url: url, checked_at: now, changed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'begun')
    .where('reached', '=', 'begun')
    .where('provider_ref', 'is', null)
    .returning(['subject_kind', 'subject_id', 'amount'])
    .executeTakeFirst()
  if (opened) return tell(tx, id, { ...opened, amount: amountOf(opened.amount), ...NOTHING_BACK, state: 'open', now })
  const payment = await lockPayment(tx, id)
  if (!payment) return
  const known = told(payment.known, { ...payment.known, reached: 'open' })
  await db(tx).updateTable('payment').set({ checkout_url: url }).where('id', '=', id).execute()
  await write(tx, payment, { known, now, provider_ref: ref })
}

/** Payments that their provider never made: nobody can pay them any more. */
export async function endUnmade(tx: Tx, ids: PaymentId[], now: Date): Promise<void> {
  for (const id of ids.toSorted()) await endUnasked(tx, id, { reached: 'expired', now })
}

/** Ends a payment of which its provider knows nothing. */
export async function endUnasked(
  tx: Tx,
  id: PaymentId,
  { reached, now }: { reached: 'expired' | 'cancelled' | 'failed'; now: Date },
): Promise<void> {
  const payment = await lockPayment(tx, id)
  if (payment?.known.reached === 'begun')
    await write(tx, payment, { known: { ...payment.known, reached }, now, provider_ref: null })
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockPayment>>>

/** Reads a payment with its parts, for who is about to change it. */
async function lockPayment(tx: Tx, id: PaymentId) {
  const payment = await db(tx)
    .selectFrom('payment')
    .select(['id', 'account_id', 'subject_kind', 'subject_id', 'amount', 'currency', 'reached', 'state', 'provider_ref', 'keep'])
    .select(['refunded', 'disputed', 'fee', 'card_country', 'card_funding'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!payment) return undefined
  const parts = await partsOf(tx, id)
  const { reached, card_country, card_funding } = payment
  const fee = payment.fee === null ? null : amountOf(payment.fee)
  const known: Known = { reached, parts, fee, card_country, card_funding }
  return { ...payment, amount: amountOf(payment.amount), known }
}

async function partsOf(tx: Tx, id: PaymentId): Promise<Part[]> {
  const parts = await db(tx)
    .selectFrom('payment_part')
    .select(['kind', 'ref', 'amount', 'state', 'asked'])
    .where('payment_id', '=', id)
    .execute()
  // As `write` wrote them, whose states are of their kind.
  return parts.map(({ amount, asked, ...part }) => ({ ...part, amount: amountOf(amount), asked: asked ?? undefined })) as Part[]
}

type Change = { known: Known; now: Date; provider_ref: string | null }

async function write(tx: Tx, payment: Locked, { known, now, provider_ref }: Change): Promise<void> {
  const { id, amount } = payment
  const { state, refunded, disputed, elsewhere } = standingOf(amount, known)
  const before = standingOf(amount, payment.known)
  const changed =
    state !== payment.state || refunded !== before.refunded || disputed !== before.disputed || elsewhere !== before.elsewhere
  const { reached, fee, card_country, card_funding } = known
  await db(tx)
    .updateTable('payment')
    .set({ reached, state, refunded, disputed, fee, card_country, card_funding, checked_at: now })
    .set({ provider_ref: payment.provider_ref ?? provider_ref, ...(changed ? { changed_at: now } : {}) })
    .where('id', '=', id)
    .execute()
  await writeParts(tx, id, known.parts)
  if (changed) tell(tx, id, { ...payment, state, refunded, disputed, elsewhere, now })
}

type Told = Omit<NonNullable<(typeof paymentChanged)['carries']>, 'payment' | 'subject' | 'at'>

const NOTHING_BACK = { refunded: 0, disputed: 0, elsewhere: 0 }

function tell(
  tx: Tx,
  payment: PaymentId,
  { subject_kind: kind, subject_id, now, ...told }: Told & { subject_kind: string; subject_id: string; now: Date },
): void {
  const { state, amount, refunded, disputed, elsewhere } = told
  const subject = { kind, id: subject_id }
  emit(tx, paymentChanged, { payment, subject, state, amount, refunded, disputed, elsewhere, at: now.toISOString() })
}

const COLUMNS = { kind: 'text', ref: 'text', amount: 'bigint', state: 'text', asked: 'uuid' } as const

async function writeParts(tx: Tx, id: PaymentId, parts: Part[]): Promise<void> {
  if (parts.length === 0) return
  const rows = parts.map(({ kind, ref, amount, state, asked }) => ({ kind, ref, amount, state, asked: asked ?? null }))
  await sql`insert into payment_part (payment_id, kind, ref, amount, state, asked)
    select ${id}, p.kind, p.ref, p.amount, p.state, p.asked from ${recordset('p', rows, COLUMNS)}
    on conflict (payment_id, kind, ref) do update set amount = excluded.amount, state = excluded.state, asked = excluded.asked`.execute(
    db(tx),
  )
  const asked = parts.flatMap((part) => part.asked ?? [])
  if (asked.length > 0)
    await db(tx)
      .updateTable('payment_refund')
      .set({ state: 'sent' })
      .where('payment_id', '=', id)
      .where('id', 'in', asked)
      .where('state', '<>', 'sent')
      .execute()
}
