import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { approvalsFor, unseenAlerts } from '../core/index.ts'
import type { Waiting } from './slots.ts'
import { texts } from './texts.ts'

/** What another asked for and this one may allow. */
export const awaitedApprovals: Waiting = {
  permission: 'approvals.give',
  everywhere: true,
  path: '/staff/approvals',
  count: async ({ database, now }: App, { account }: Actor) => (await approvalsFor(database.read, account, now())).length,
  text: (locale, n) => texts.in(locale)('office.awaits.approvals', { n }),
}

export const awaitedAlerts: Waiting = {
  permission: 'journal.read',
  everywhere: true,
  path: '/staff/alerts',
  count: ({ database }: App) => unseenAlerts(database.read),
  text: (locale, n) => texts.in(locale)('office.awaits.alerts', { n }),
}
