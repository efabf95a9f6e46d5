import type { Feature } from '#platform/app'
import { forgetMailboxes } from './commands.ts'
import { workers } from './jobs.ts'
import { hubRoutes } from './routes/hub.tsx'
import { mailboxRoutes, reminderRoutes } from './routes/reminder.tsx'
import { wizardRoutes } from './routes/wizard.tsx'
import { texts } from './texts.ts'

const ROUTES = [hubRoutes, wizardRoutes, reminderRoutes, mailboxRoutes]

export const registering: Feature = {
  name: 'registering',
  owns: 'who may register where and until when, asked without a trace; the leaflet; reminders of a date',
  texts,
  migrations: 'src/features/roll/registering/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  forgetMailboxes,
  links: [{ place: 'menu', path: '/vote', text: 'registering.menu' }],
  personalData: [
    { table: 'roll_reminder', column: 'email', onErasure: 'deleted' },
    { table: 'roll_reminder_never', column: 'mailbox_hash', onErasure: 'kept' },
  ],
}
