import { CURRENCIES } from '#platform/money'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { record } from '#staff'
import { type Credentials, openAccount, shutKeys } from '../accounts.ts'
import { refuseSandbox } from '../providers.ts'

import { type AccountId, db, type ProviderName } from '../tables.ts'

type NewAccount = {
  name: string
  provider: ProviderName
  currency: string
  credentials: Credentials
  /** What webhooks are signed with, where the provider signs them. */
  secret?: string | undefined
  /** Only for the sandbox, where no key says it: whether gifts to it are taken as true ones. */
  live?: boolean
}

/** Writes down an account at a provider. Throws Invalid when its keys are not of that provider. */
export async function addAccount(tx: Tx, app: App, { hand, account }: { hand: Hand; account: NewAccount }): Promise<AccountId> {
  const { name, provider, currency, credentials, secret } = account
  if (!(currency in CURRENCIES)) throw new Invalid({ currency: 'payments.currency-unknown' })
  const live = provider === 'sandbox' ? (account.live ?? false) : isLive(provider, credentials)
  refuseSandbox(app, { provider, live })
  if (credentials.token && !/^access_\w+$/.test(credentials.token)) throw new Invalid({ token: 'payments.token-wrong' })
  const id = newId()
  const kept = shutKeys(app, id, { credentials, secrets: secret ? [checkedSecret(secret)] : [] })
  const { now } = hand
  await db(tx)
    .insertInto('payment_account')
    .values({ id, name, provider, currency, live, ...kept, created_at: now })
    .execute()
  await record(tx, hand, { action: 'add', object: 'payment-account', id, fields: [provider, live ? 'live' : 'test'], count: 0 })
  return id
}

/** Keys say themselves whether money moves. */
const KEYS = {
  stripe: /^(?:sk|rk)_(live|test)_\w{8,}$/,
  mollie: /^(live|test)_\w{16,}$/,
} as const

function isLive(provider: 'stripe' | 'mollie', { key = '' }: Credentials): boolean {
  const mode = KEYS[provider].exec(key)?.[1]
  if (!mode) throw new Invalid({ key: `payments.key-wrong-${provider}` })
  return mode === 'live'
}

function checkedSecret(secret: string): string {
  // The library warns of spaces in it, and fails all signatures.
  if (!/^\S{8,200}$/.test(secret)) throw new Invalid({ secret: 'payments.secret-wrong' })
  return secret
}

/**
 * Gives an account the secret that its webhooks will be signed with. The one before is good as well, until the next: the provider signs with
 * either while it changes over.
 */
export async function rotateSecret(
  tx: Tx,
  app: App,
  { hand, id, secret }: { hand: Hand; id: AccountId; secret: string },
): Promise<void> {
  const locked = await db(tx).selectFrom('payment_account').select('provider').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!locked) throw new NotFound('error.not-found')
  if (locked.provider === 'mollie') throw new Conflict('payments.no-secret')
  const { credentials, secrets } = await openAccount(tx, app, id)
  const [newest] = secrets
  const next = [checkedSecret(secret), ...(newest && newest !== secret ? [newest] : [])]
  await db(tx)
    .updateTable('payment_account')
    .set(shutKeys(app, id, { credentials, secrets: next }))
    .where('id', '=', id)
    .execute()
  await record(tx, hand, { action: 'edit', object: 'payment-account', id, fields: ['webhook-secret'], count: 0 })
}
