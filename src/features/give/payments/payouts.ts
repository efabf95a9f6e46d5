import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { openAccount } from './accounts.ts'
import { type Payout, ProviderAway, ProviderRefused } from '../providers/index.ts'
import { providerOf } from './providers.ts'
import { paymentsOfParts } from './queries/payments.ts'
import type { AccountId } from './tables.ts'

/**
 * What an account sent to the bank since a day, each transfer with what it is made of; refunds and disputes are named by the payment that they are of.
 * Throws Conflict when the provider does not answer, or shows this key no transfers.
 */
export async function payoutsOf(app: App, account: AccountId, since: Date): Promise<Payout[]> {
  const { read } = app.database
  const provider = await providerOf(app, await openAccount(read, app, account))
  const payouts = await provider.payouts(since).catch((error: unknown) => {
    if (error instanceof ProviderAway) throw new Conflict('payments.provider-away')
    if (error instanceof ProviderRefused) throw new Conflict('payments.no-payouts')
    throw error
  })
  const unnamed = payouts.flatMap(({ lines }) => lines.flatMap(({ ref, payment }) => (payment ? [] : ref)))
  const known = await paymentsOfParts(read, account, unnamed)
  return payouts.map((payout) => ({
    ...payout,
    // Where means were kept alone nothing moved.
    lines: payout.lines
      .filter(({ amount, net }) => amount !== 0 || net !== 0)
      .map((line) => ({ ...line, payment: line.payment ?? known.get(line.ref) })),
  }))
}
