import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import { NotFound } from '#platform/errors'
import { type AccountId, db, type ProviderName } from './tables.ts'

/** Keys of a provider. Whatever else they are, they are never shown, logged or told. */
export type Credentials = { key?: string | undefined; token?: string | undefined; at?: string | undefined }

/** An account with its keys, for who speaks to the provider. */
export type OpenAccount = {
  id: AccountId
  provider: ProviderName
  currency: string
  live: boolean
  credentials: Credentials
  secrets: string[]
}

/** The same as it is kept. */
type ShutAccount = Pick<OpenAccount, 'id' | 'provider' | 'currency' | 'live'> & { credentials: Buffer; webhook_secrets: Buffer }

/** Purposes of what is shut away. */
const KEYS = 'payments.credentials'
const SECRETS = 'payments.webhook-secrets'

type Kept = Pick<OpenAccount, 'credentials' | 'secrets'>

/** Keys and secrets as they are kept. */
export function shutKeys({ seals }: Pick<App, 'seals'>, id: AccountId, { credentials, secrets }: Kept) {
  return {
    credentials: seals.shut(KEYS, id, JSON.stringify(credentials)),
    webhook_secrets: seals.shut(SECRETS, id, JSON.stringify(secrets)),
  }
}

/** An account with its keys. Throws NotFound when there is none. */
export async function openAccount(handle: Handle, app: Pick<App, 'seals'>, id: AccountId): Promise<OpenAccount> {
  const found = await db(handle)
    .selectFrom('payment_account')
    .select(['id', 'provider', 'currency', 'live', 'credentials', 'webhook_secrets'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('error.not-found')
  return unshutKeys(app, found)
}

/** An account as a row of it says, with its keys. */
export function unshutKeys({ seals }: Pick<App, 'seals'>, found: ShutAccount): OpenAccount {
  const { id } = found
  const credentials = seals.unshut(KEYS, id, found.credentials)
  const secrets = seals.unshut(SECRETS, id, found.webhook_secrets)
  // The installation has another secret than when the keys were given, or a row was moved.
  if (credentials === undefined || secrets === undefined) throw new Error(`The keys of payment account ${id} cannot be opened`)
  // As `shutKeys` wrote them: the seal says that nobody else did.
  return { ...found, credentials: JSON.parse(credentials) as Credentials, secrets: JSON.parse(secrets) as string[] }
}
