import type { Feature } from '#platform/app'
import { holding } from './access.ts'
import { settleRoles } from './commands/roles.ts'
import { workers } from './jobs.ts'
import { approvalRoutes } from './routes/approvals.tsx'
import { journalRoutes } from './routes/journal.tsx'
import { mandateRoutes, signOutRoutes } from './routes/mandates.tsx'
import { texts } from './texts.ts'

export const staff: Feature = {
  name: 'staff',
  owns: 'roles and mandates by territory, journal, approvals, alerts',
  texts,
  migrations: 'src/features/staff/core/migrations',
  knowsAsker: { held: holding },
  prepare: (app) => app.database.transact((tx) => settleRoles(tx, app.permissions)),
  permissions: {
    'mandates.give': ['administrator', 'coordinator'],
    'journal.read': ['administrator', 'data-officer'],
    'approvals.give': ['administrator', 'data-officer'],
  },
  routes: (app) => async (server) => {
    await server.register(mandateRoutes(app))
    await server.register(signOutRoutes(app))
    await server.register(journalRoutes(app))
    await server.register(approvalRoutes(app))
  },
  // Acts that more than one room does.
  journal: {
    acts: [
      'view',
      'list',
      'denied',
      'export',
      'ask-export',
      'read',
      'check',
      'upload',
      'try',
      'import',
      'undo',
      'change',
      'add',
      'remove',
      'merge',
      'dismiss',
      'erase',
      'restrict',
      'release',
      'withdraw',
      'give',
      'end',
      'sign-out',
      'ask',
      'begin',
      'allow',
      'receive',
      'answer',
      'settle',
      'unlist',
      'list-again',
      'create',
      'edit',
    ],
    kinds: ['journal', 'mandate', 'approval', 'alert', 'account'],
  },
  workers,
  links: [
    { place: 'staff', section: 'settings', path: '/staff/mandates', text: 'staff.mandates.title', permission: 'mandates.give' },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/journal',
      text: 'staff.journal.title',
      permission: 'journal.read',
      everywhere: true,
    },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/alerts',
      text: 'staff.alerts.title',
      permission: 'journal.read',
      everywhere: true,
    },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/approvals',
      text: 'staff.approvals.title',
      permission: 'approvals.give',
      everywhere: true,
    },
  ],
  personalData: [
    { table: 'mandate', column: 'account_id', onErasure: 'deleted' },
    { table: 'journal', column: 'object_id', onErasure: 'kept' },
    { table: 'approval', column: 'asked_by', onErasure: 'deleted' },
    { table: 'alert', column: 'actor', onErasure: 'kept' },
    { table: 'disclosure', column: 'actor', onErasure: 'kept' },
  ],
  impersonal: ['role'],
}
