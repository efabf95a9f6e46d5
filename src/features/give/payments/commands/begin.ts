import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import type { Locale } from '#platform/i18n/locales'
import { unshutKeys } from '../accounts.ts'
import { type Mode, ProviderAway, ProviderRefused } from '../../providers/index.ts'
import { MODES_AT, providerOf } from '../providers.ts'
import { areKept } from '../queries/means.ts'
import { findPaymentAt } from '../queries/payments.ts'
import { charging } from '../queues.ts'
import { BEGIN_WITHIN } from '../rules.ts'
import { type AccountId, db, type PaymentId } from '../tables.ts'
import { takeBegun } from './take.ts'

export type Starting = {
  account: AccountId
  /** What it pays: a row of the caller's, by its kind there. */
  subject: { kind: string; id: string }
  /** In the smallest unit of the account's currency. 0, with `keep`: nothing is taken, and what she would pay with is kept alone. */
  amount: number
  mode: Mode
  /** The page of this site to which the provider sends her back, with its language. */
  returnPath: string
  locale: Locale
  /** What the provider's page says that is paid: nothing of who pays. */
  description: string
  /** She lets the means be kept, for payments that come later without her. */
  keep?: boolean | undefined
  /** The payment whose kept means pay this one: a job takes it, and nobody goes to a page. */
  means?: PaymentId | null | undefined
  now: Date
}

/**
 * Writes down a payment that is to be made. Nobody is asked for money before `checkoutOf`; with `means`, after the commit, by a job. Throws Invalid for what the
 * account does not take, Conflict where it does not keep these means.
 */
export async function startPayment(tx: Tx, starting: Starting): Promise<PaymentId> {
  const { account: account_id, subject, amount, mode, returnPath: return_path, locale, description, now } = starting
  const { keep = false, means = null } = starting
  if (!Number.isSafeInteger(amount) || amount < (keep ? 0 : 1)) throw new Invalid({ amount: 'form.wrong' })
  if (!/^\/(?![/\\])/.test(return_path)) throw new Error('A page of this site begins with one slash')
  const account = await db(tx)
    .selectFrom('payment_account')
    .select(['provider', 'currency'])
    .where('id', '=', account_id)
    .executeTakeFirst()
  if (!account) throw new NotFound('error.not-found')
  if (!MODES_AT[account.provider].includes(mode)) throw new Invalid({ mode: 'payments.mode-not-there' })
  if (means && !(await areKept(tx, means, account_id))) throw new Conflict('payments.means-gone')
  const id = newId()
  const of = { account_id, subject_kind: subject.kind, subject_id: subject.id, amount, currency: account.currency, mode }
  const nothing = {
    provider_ref: null,
    checkout_url: null,
    refunded: 0,
    disputed: 0,
    fee: null,
    card_country: null,
    card_funding: null,
  }
  const times = { created_at: now, changed_at: now, checked_at: null }
  await db(tx)
    .insertInto('payment')
    .values({ id, ...of, ...nothing, ...times, return_path, locale, description, reached: 'begun', state: 'begun', keep, means })
    .execute()
  if (means) enqueue(tx, charging, { payment: id })
  return id
}

const underWay = new WeakMap<App, Map<PaymentId, Promise<string>>>()

/**
 * Where a payment is paid: an address elsewhere, the same however often it is asked for. Asks the provider the first time, outside any transaction and with
 * the payment's id as key. Throws Conflict when the provider does not answer or will not, and the payment stays begun; or when it is over.
 */
export function checkoutOf(app: App, id: PaymentId): Promise<string> {
  const calls = underWay.get(app) ?? new Map<PaymentId, Promise<string>>()
  underWay.set(app, calls)
  const call = calls.get(id) ?? begin(app, id).finally(() => calls.delete(id))
  calls.set(id, call)
  return call
}

async function begin(app: App, id: PaymentId): Promise<string> {
  const { read, transact } = app.database
  const found = await findPaymentAt(read, id)
  if (!found) throw new NotFound('error.not-found')
  const { payment } = found
  // Taken by what is kept, it has no page.
  if (payment.means) throw new Conflict('payments.over')
  if (payment.checkout_url && payment.state === 'open') return payment.checkout_url
  const isLate = app.now().getTime() - payment.created_at.getTime() > BEGIN_WITHIN
  // Open without an address: its making was found out afterwards, and is asked for again with the same key.
  if (!['begun', 'open'].includes(payment.state) || isLate) throw new Conflict('payments.over')
  const account = unshutKeys(app, found.account)
  const provider = await providerOf(app, account)
  const { locale, description, return_path } = payment
  const returnUrl = `${app.config.publicUrl}${return_path}`
  try {
    const made = await provider.begin(payment, {
      returnUrl,
      webhookUrl: hookUrl(app, account.id),
      locale,
      description,
      idempotencyKey: id,
      keep: payment.keep,
    })
    await transact((tx) => takeBegun(tx, id, { ...made, now: app.now() }))
    return made.url
  } catch (error) {
    if (!(error instanceof ProviderAway || error instanceof ProviderRefused)) throw error
    app.log.error({ err: error, payment: id }, 'a payment was not begun')
    throw new Conflict(error instanceof ProviderAway ? 'payments.provider-away' : 'payments.provider-refused')
  }
}

export const hookPath = (account: AccountId) => `/give/hooks/${account}`

/** Where the provider tells what befalls payments; undefined where it cannot reach: it calls addresses that are encrypted alone. */
export function hookUrl({ config }: App, account: AccountId): string | undefined {
  return config.publicUrl.startsWith('https:') ? `${config.publicUrl}${hookPath(account)}` : undefined
}
