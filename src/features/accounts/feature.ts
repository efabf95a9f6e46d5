import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { accountRoutes } from './routes/account.tsx'
import { addressRoutes } from './routes/address.tsx'
import { passkeyRoutes } from './routes/passkeys.tsx'
import { secondFactorRoutes } from './routes/second-factor.tsx'
import { signInRoutes } from './routes/sign-in.tsx'
import { texts } from './texts.ts'

const own = (table: string, why: string) => ({ table, column: 'account_id', onErasure: 'deleted' as const, why })

export const accounts: Feature = {
  name: 'accounts',
  texts,
  migrations: 'src/features/accounts/migrations',
  routes: (app) => async (server) => {
    await server.register(signInRoutes(app))
    await server.register(accountRoutes(app))
    await server.register(addressRoutes(app))
    await server.register(secondFactorRoutes(app))
    await server.register(passkeyRoutes(app))
  },
  workers,
  links: [
    { place: 'account', path: '/account', text: 'accounts.footer' },
    { place: 'footer', path: '/account', text: 'accounts.footer' },
  ],
  personalData: [
    { table: 'account', column: 'email', onErasure: 'deleted', why: 'the mailbox that signs in' },
    own('account_session', 'goes with the account'),
    own('account_passkey', 'goes with the account'),
    own('account_totp', 'goes with the account'),
    { table: 'account_provider', column: 'user_id', onErasure: 'deleted', why: 'goes with the account; always empty' },
    { table: 'account_code', column: 'identifier', onErasure: 'deleted', why: 'a code that waits; void after ten minutes' },
    { table: 'sign_in_request', column: 'email', onErasure: 'deleted', why: 'a mail to be sent; gone within the hour' },
  ],
}
