import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { accountRoutes } from './routes/account.tsx'
import { addressRoutes } from './routes/address.tsx'
import { passkeyRoutes } from './routes/passkeys.tsx'
import { secondFactorRoutes } from './routes/second-factor.tsx'
import { signInRoutes } from './routes/sign-in.tsx'
import { texts } from './texts.ts'

const own = (table: string) => ({ table, column: 'account_id', onErasure: 'deleted' as const })

export const accounts: Feature = {
  name: 'accounts',
  owns: 'requests to sign in; the pages of accounts, whose tables are of `platform/auth`',
  texts,
  migrations: 'src/features/staff/accounts/migrations',
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
    { place: 'footer', path: '/account', text: 'accounts.footer', visitors: true },
    { place: 'enter', path: '/sign-in', text: 'accounts.enter' },
  ],
  personalData: [
    { table: 'account', column: 'email', onErasure: 'deleted' },
    own('account_session'),
    own('account_passkey'),
    own('account_totp'),
    own('spent_code'),
    { table: 'account_provider', column: 'user_id', onErasure: 'deleted' },
    { table: 'account_code', column: 'identifier', onErasure: 'deleted' },
    { table: 'sign_in_request', column: 'email', onErasure: 'deleted' },
  ],
}
