import type { App } from '#platform/app'
import { type Means, ProviderAway, ProviderRefused } from '../providers/index.ts'
import { openAccount } from './accounts.ts'
import { hookUrl } from './commands/begin.ts'
import { dropMeans, markAsked } from './commands/means.ts'
import { endUnasked, takeIn } from './commands/take.ts'
import { providerOf } from './providers.ts'
import { findMeans, toForget } from './queries/means.ts'
import { findPayment } from './queries/payments.ts'
import { BEGIN_WITHIN } from './rules.ts'
import type { PaymentId } from './tables.ts'

/**
 * Takes a payment by means that its provider keeps. Tried again with the same key, it is taken once; after `BEGIN_WITHIN` it is not tried any more, for keys do not
 * last (Mollie's an hour): then `reconciling.ts` looks whether it was made.
 */
export async function chargeKept(app: App, id: PaymentId): Promise<void> {
  const { read, transact } = app.database
  const payment = await findPayment(read, id)
  if (!payment?.means || app.now().getTime() - payment.created_at.getTime() > BEGIN_WITHIN) return
  const means = await findMeans(read, payment.means)
  if (!means) return transact((tx) => endUnasked(tx, id, { reached: 'failed', now: app.now() }))
  const asked = await transact((tx) => markAsked(tx, id, app.now()))
  if (!asked) return
  const account = await openAccount(read, app, payment.account_id)
  const provider = await providerOf(app, account)
  const { locale, description } = payment
  const how = { webhookUrl: hookUrl(app, account.id), locale, description, idempotencyKey: id }
  try {
    const facts = await provider.charge(payment, means, how)
    await transact((tx) => takeIn(tx, account.id, { facts, now: app.now() }))
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error
    app.log.error({ err: error, payment: id }, 'a payment by kept means was refused')
    // Asked before, and its answer unknown: what it will not now it may have done then. The reconciliation finds out.
    if (!asked.before) await transact((tx) => endUnasked(tx, id, { reached: 'failed', now: app.now() }))
  }
}

/** Means forgotten in one run. */
const MOST = 100

/** Lets providers forget what is used no more. What one does not answer today it is told the next time. */
export async function forgetReleased(app: App): Promise<void> {
  for (const { payment_id, account_id, ...means } of await toForget(app.database.read, MOST))
    try {
      await forget(app, { payment_id, account_id, means })
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof ProviderRefused)) throw error
      app.log.error({ err: error, payment: payment_id }, 'kept means were not forgotten')
    }
}

type Kept = { payment_id: PaymentId; account_id: string; means: Means }

async function forget(app: App, { payment_id, account_id, means }: Kept): Promise<void> {
  const provider = await providerOf(app, await openAccount(app.database.read, app, account_id))
  await provider.forget(means)
  await app.database.transact((tx) => dropMeans(tx, payment_id))
}
