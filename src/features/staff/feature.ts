import type { Feature } from '#platform/app'
import { heldBy } from './access.ts'
import { workers } from './jobs.ts'
import { approvalRoutes } from './routes/approvals.tsx'
import { journalRoutes } from './routes/journal.tsx'
import { mandateRoutes } from './routes/mandates.tsx'
import { texts } from './texts.ts'

export const staff: Feature = {
  name: 'staff',
  texts,
  migrations: 'src/features/staff/migrations',
  heldBy,
  permissions: ['mandates.give', 'journal.read', 'approvals.give'],
  routes: (app) => async (server) => {
    await server.register(mandateRoutes(app))
    await server.register(journalRoutes(app))
    await server.register(approvalRoutes(app))
  },
  workers,
  links: [
    { place: 'staff', path: '/staff/mandates', text: 'staff.mandates.title', permission: 'mandates.give' },
    { place: 'staff', path: '/staff/journal', text: 'staff.journal.title', permission: 'journal.read' },
    { place: 'staff', path: '/staff/alerts', text: 'staff.alerts.title', permission: 'journal.read' },
    { place: 'staff', path: '/staff/approvals', text: 'staff.approvals.title', permission: 'approvals.give' },
  ],
  personalData: [
    { table: 'mandate', column: 'account_id', onErasure: 'deleted', why: 'goes with the account' },
    {
      table: 'journal',
      column: 'object_id',
      onErasure: 'kept',
      why: 'names her by an id that is a pseudonym once she is erased',
    },
    { table: 'approval', column: 'asked_by', onErasure: 'deleted', why: 'goes with the account' },
    { table: 'alert', column: 'actor', onErasure: 'kept', why: 'an account by its id, so that an abuse can be followed up' },
  ],
}
