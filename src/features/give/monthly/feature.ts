import type { Feature } from '#platform/app'
import { mailboxHashOf } from '#people'
import { forgetMailboxes } from './commands/forget.ts'
import { loadDemoMonthly } from './demo.ts'
import { workers } from './jobs.ts'
import { links } from './links.ts'
import { monthliesOf } from './queries.ts'
import { eachMonth, mine } from './rhythm.ts'
import { deskRoutes } from './routes/desk.tsx'
import { monthlyRoutes } from './routes/monthly.tsx'
import { texts } from './texts.ts'

export const monthly: Feature = {
  name: 'monthly',
  owns: 'gifts that come again each month: when, how much, and until when',
  texts,
  migrations: 'src/features/give/monthly/migrations',
  routes: (app) => async (server) => {
    await server.register(monthlyRoutes(app))
    await server.register(deskRoutes(app))
  },
  workers,
  forgetMailboxes,
  loadDemo: loadDemoMonthly,
  fills: [eachMonth, mine],
  ownPages: async (app, { email }, locale) =>
    (await monthliesOf(app.database.read, mailboxHashOf(app)(email))).length > 0
      ? [{ path: links.mine, text: texts.in(locale)('monthly.of-mailbox') }]
      : [],
  links: [
    {
      place: 'staff',
      section: 'money',
      path: '/staff/monthly',
      text: 'monthly.desk',
      permission: 'gifts.keep',
      everywhere: true,
    },
  ],
  personalData: [{ table: 'monthly_gift', column: 'donor_id', onErasure: 'deleted' }],
  impersonal: ['monthly_charge'],
}
