import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { openAccount } from './accounts.ts'
import { chargeKept } from './charging.ts'
import { refuseRefund } from './commands/refunds.ts'
import { takePart } from './commands/take.ts'
import { ProviderRefused } from '../providers/index.ts'
import { providerOf } from './providers.ts'
import { findRefund } from './queries/payments.ts'
import { charging, reading, reconciling, refunding } from './queues.ts'
import { readAnew, readTold } from './reading.ts'
import { reconcile } from './reconciling.ts'

export const workers: Worker<App>[] = [
  // Money that is on its way arrives, whether or not the movement takes more.
  defineWorker({ queue: reading, always: true, work: (app: App, { account }) => readTold(app, account) }),
  defineWorker({ queue: charging, always: true, work: (app: App, { payment }) => chargeKept(app, payment) }),
  defineWorker({ queue: refunding, always: true, work: (app: App, { refund }) => makeRefund(app, refund) }),
  defineWorker({ queue: reconciling, always: true, schedule: '*/5 * * * *', work: reconcile }),
]

/** Lets the provider give back what was asked for: tried again with the same key, it gives nothing twice. */
async function makeRefund(app: App, id: string): Promise<void> {
  const { read, transact } = app.database
  const refund = await findRefund(read, id)
  if (refund?.state !== 'asked' || !refund.provider_ref) return
  const { payment_id, account_id, provider_ref: ref, amount, currency } = refund
  const provider = await providerOf(app, await openAccount(read, app, account_id))
  try {
    const part = await provider.refund({ ref, amount, currency, idempotencyKey: id })
    await transact((tx) => takePart(tx, payment_id, { part, now: app.now() }))
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error
    app.log.error({ err: error, refund: id }, 'the provider refused a refund')
    await transact((tx) => refuseRefund(tx, id, error.code))
    // Why may be that somebody gave it back elsewhere.
    await readAnew(app, account_id, [ref])
  }
}
