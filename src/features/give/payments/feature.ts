import type { Feature } from '#platform/app'
import { loadDemoAccount } from './demo.ts'
import { workers } from './jobs.ts'
import { accountRoutes } from './routes/accounts.tsx'
import { hookRoutes } from './routes/hooks.ts'
import { sandboxRoutes } from './routes/sandbox.tsx'
import { texts } from './texts.ts'

export const payments: Feature = {
  name: 'payments',
  owns: 'what became of each payment at its provider',
  texts,
  journal: { kinds: ['payment-account'] },
  migrations: 'src/features/give/payments/migrations',
  permissions: { 'payments.keep': ['administrator'] },
  routes: (app) => async (server) => {
    await server.register(hookRoutes(app))
    await server.register(accountRoutes(app))
    await server.register(sandboxRoutes(app))
  },
  workers,
  loadDemo: loadDemoAccount,
  links: [
    {
      place: 'staff',
      section: 'settings',
      path: '/staff/payments',
      text: 'payments.title',
      permission: 'payments.keep',
      everywhere: true,
    },
  ],
  personalData: [{ table: 'payment', column: 'subject_id', onErasure: 'kept' }],
  impersonal: ['payment_account', 'payment_means', 'payment_part', 'payment_refund', 'payment_event', 'sandbox_payment'],
}
