import { amountOf } from '#platform/money'
import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { WAITING } from '../rules.ts'
import { type AccountId, db, type PaymentId, type RefundId } from '../tables.ts'

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('payment as p')
    .select(['p.id', 'p.account_id', 'p.amount', 'p.currency', 'p.mode', 'p.state', 'p.provider_ref', 'p.checkout_url'])
    .select(['p.return_path', 'p.locale', 'p.description', 'p.created_at', 'p.keep', 'p.means'])

/** A payment as who is to begin or to follow it needs it. */
export async function findPayment(handle: Handle, id: PaymentId) {
  const found = await select(handle).where('p.id', '=', id).executeTakeFirst()
  return found && { ...found, amount: amountOf(found.amount) }
}

/** The same with its account, whose keys are shut. */
export async function findPaymentAt(handle: Handle, id: PaymentId) {
  const found = await select(handle)
    .innerJoin('payment_account as a', 'a.id', 'p.account_id')
    .select(['a.provider', 'a.live', 'a.credentials', 'a.webhook_secrets', 'a.currency as account_currency'])
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (!found) return undefined
  const { provider, live, credentials, webhook_secrets, account_currency, ...payment } = found
  const account = { id: payment.account_id, provider, live, credentials, webhook_secrets, currency: account_currency }
  return { payment: { ...payment, amount: amountOf(payment.amount) }, account }
}

/** Payments as rooms above see them, in no order. Amounts in the smallest unit of `currency`. */
export async function paymentsOf(handle: Handle, ids: PaymentId[]) {
  if (ids.length === 0) return []
  const found = await db(handle)
    .selectFrom('payment')
    .select([
      'id',
      'account_id',
      'subject_kind',
      'subject_id',
      'amount',
      'currency',
      'mode',
      'state',
      'refunded',
      'disputed',
      'fee',
    ])
    .select(['card_country', 'card_funding', 'provider_ref', 'created_at', 'changed_at'])
    .select((q) =>
      q
        .selectFrom('payment_refund as r')
        .whereRef('r.payment_id', '=', 'payment.id')
        .where('r.state', '=', 'asked')
        .select(sql<string>`coalesce(sum(r.amount), 0)`.as('refunding'))
        .as('refunding'),
    )
    .where('id', 'in', ids)
    .execute()
  return found.map((one) => ({
    ...one,
    amount: amountOf(one.amount),
    refunded: amountOf(one.refunded),
    disputed: amountOf(one.disputed),
    fee: one.fee === null ? null : amountOf(one.fee),
    /** Asked for here, and not made by the provider yet. */
    refunding: amountOf(one.refunding ?? '0'),
  }))
}

/** A refund that was asked for, with what it is of. */
export async function findRefund(handle: Handle, id: RefundId) {
  const found = await db(handle)
    .selectFrom('payment_refund as r')
    .innerJoin('payment as p', 'p.id', 'r.payment_id')
    .select(['r.id', 'r.payment_id', 'r.amount', 'r.state', 'p.account_id', 'p.provider_ref', 'p.currency'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  return found && { ...found, amount: amountOf(found.amount) }
}

/** The account of a payment by the provider's name for it, where it is one of ours. */
export async function isKnownRef(handle: Handle, account: AccountId, ref: string): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('payment')
    .select('id')
    .where('account_id', '=', account)
    .where('provider_ref', '=', ref)
    .executeTakeFirst()
  return found !== undefined
}

/** Which payments the parts of that name are of. */
export async function paymentsOfParts(handle: Handle, account: AccountId, refs: string[]): Promise<Map<string, PaymentId>> {
  if (refs.length === 0) return new Map()
  const found = await db(handle)
    .selectFrom('payment_part as r')
    .innerJoin('payment as p', 'p.id', 'r.payment_id')
    .select(['r.ref', 'p.id'])
    .where('p.account_id', '=', account)
    .where('r.ref', 'in', refs)
    .execute()
  return new Map(found.map(({ ref, id }) => [ref, id]))
}

/** Payments that nobody told of for too long, those first that wait longest: for a quarter of their age, from five minutes to half a day. */
export function duePayments(handle: Handle, { now, most }: { now: Date; most: number }) {
  const last = sql<Date>`coalesce(checked_at, created_at)`
  const wait = sql`least(greatest((${now}::timestamptz - created_at) / 4, interval '5 minutes'), interval '12 hours')`
  return db(handle)
    .selectFrom('payment')
    .select(['id', 'account_id', 'provider_ref', 'created_at'])
    .where('state', 'in', WAITING)
    .where(sql<boolean>`${now}::timestamptz - ${last} >= ${wait}`)
    .orderBy(last)
    .limit(most)
    .execute()
}

/** Objects of the provider that something was told of, and that were not read since. */
export async function unreadRefs(handle: Handle, account: AccountId, most: number): Promise<string[]> {
  const found = await db(handle)
    .selectFrom('payment_event')
    .select(['ref', (q) => q.fn.min('received_at').as('first')])
    .where('account_id', '=', account)
    .where('read_at', 'is', null)
    .groupBy('ref')
    .orderBy('first')
    .limit(most)
    .execute()
  return found.map(({ ref }) => ref)
}

/** Accounts of which events wait that came before a moment. */
export async function accountsUnread(handle: Handle, before: Date): Promise<AccountId[]> {
  const found = await db(handle)
    .selectFrom('payment_event')
    .select('account_id')
    .distinct()
    .where('read_at', 'is', null)
    .where('received_at', '<', before)
    .execute()
  return found.map(({ account_id }) => account_id)
}

/** Accounts at providers, without their keys. */
export function accounts(handle: Handle) {
  return db(handle)
    .selectFrom('payment_account')
    .select(['id', 'name', 'provider', 'currency', 'live', 'created_at'])
    .orderBy('created_at')
    .execute()
}
