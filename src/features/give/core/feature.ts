import type { Feature } from '#platform/app'
import { loadDemoRecipient } from './demo.ts'
import { officerRoutes, recipientRoutes, standingRoutes } from './routes/recipient.tsx'
import { recipientsRoutes } from './routes/recipients.tsx'
import { texts } from './texts.ts'

const ROUTES = [recipientsRoutes, recipientRoutes, standingRoutes, officerRoutes]

export const give: Feature = {
  name: 'give',
  owns: 'to whom one gives, what must be settled before, and who keeps whose books',
  texts,
  journal: { acts: ['launch', 'retire', 'file', 'appoint'], kinds: ['recipient'] },
  migrations: 'src/features/give/core/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  loadDemo: loadDemoRecipient,
  sections: [{ key: 'money', text: 'give.section' }],
  links: [
    {
      place: 'staff',
      section: 'money',
      path: '/staff/recipients',
      text: 'give.recipients',
      permission: 'recipients.settle',
      everywhere: true,
    },
  ],
  permissions: { 'recipients.settle': ['administrator'], 'gifts.keep': ['treasurer'] },
  impersonal: ['recipient', 'recipient_officer', 'recipient_check'],
}
