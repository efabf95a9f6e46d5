import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import type { OpenAccount } from './accounts.ts'
import { type Mode, openProvider, type Provider } from '../providers/index.ts'
import type { ProviderName } from './tables.ts'

/** What may be paid with at each; a test holds it to what the adapters say. */
export const MODES_AT: Readonly<Record<ProviderName, readonly Mode[]>> = {
  stripe: ['card', 'debit'],
  mollie: ['card'],
  sandbox: ['card', 'debit'],
}

/** Who speaks to the provider of an account. */
export async function providerOf(app: App, account: OpenAccount): Promise<Provider> {
  const { provider, credentials, live } = account
  const { key = '', token } = credentials
  const at = ownMachine(credentials.at)
  if (provider !== 'sandbox') return openProvider(provider, { key, token, at }, { live })
  refuseSandbox(app, account)
  return (await import('./sandbox.ts')).sandboxProvider(app, account.id)
}

/** Where somebody gives for true, nobody plays. */
export function refuseSandbox({ config }: App, { provider, live }: Pick<OpenAccount, 'provider' | 'live'>): void {
  if (provider === 'sandbox' && live && config.production) throw new Conflict('payments.no-sandbox')
}

/** A provider is elsewhere only where somebody tries it out on the machine itself: keys are sent nowhere else. */
function ownMachine(at: string | undefined): string | undefined {
  if (at !== undefined && !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(at).hostname))
    throw new Error('A provider is played on this machine alone')
  return at
}
