import { office } from '#staff'
import { forgetAsked } from './commands/requests.ts'
import { fill } from '#platform/slots'
import { awaitedRequests } from './on-desk.ts'
import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { downloadRoutes } from './routes/download.tsx'
import { eraseRoutes } from './routes/erase.tsx'
import { leaveRoutes } from './routes/leave.tsx'
import { meRoutes } from './routes/me.tsx'
import { phoneRoutes } from './routes/phones.tsx'
import { rightsRoutes } from './routes/rights.tsx'
import { requestRoutes } from './routes/requests.tsx'
import { registerRoutes } from './routes/register.tsx'
import { restrictedRoutes } from './routes/restricted.tsx'
import { retentionRoutes } from './routes/retention.tsx'
import { whichRoutes } from './routes/which.tsx'
import { texts } from './texts.ts'

export const privacy: Feature = {
  name: 'privacy',
  owns: 'requests about data rights, retention rules; own record and register',
  texts,
  fills: [fill(office.awaits, awaitedRequests)],
  forgetMailboxes: forgetAsked,
  journal: { kinds: ['rights-request', 'retention-rule'] },
  migrations: 'src/features/people/privacy/migrations',
  routes: (app) => async (server) => {
    await server.register(leaveRoutes(app))
    await server.register(eraseRoutes(app))
    await server.register(meRoutes(app))
    await server.register(whichRoutes(app))
    await server.register(phoneRoutes(app))
    await server.register(rightsRoutes(app))
    await server.register(downloadRoutes(app))
    await server.register(requestRoutes(app))
    await server.register(restrictedRoutes(app))
    await server.register(retentionRoutes(app))
    await server.register(registerRoutes(app))
  },
  workers,
  links: [
    { place: 'footer', path: '/privacy', text: 'privacy.page.title' },
    { place: 'account', path: '/me', text: 'privacy.me.title', supporters: true },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/requests',
      text: 'privacy.requests.title',
      permission: 'privacy.answer',
      everywhere: true,
    },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/restricted',
      text: 'privacy.restricted.title',
      permission: 'privacy.answer',
      everywhere: true,
      under: '/staff/requests',
    },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/retention',
      text: 'privacy.retention.title',
      permission: 'privacy.answer',
      everywhere: true,
      under: '/staff/requests',
    },
    {
      place: 'staff',
      section: 'follow',
      path: '/staff/register',
      text: 'privacy.register.title',
      permission: 'privacy.answer',
      everywhere: true,
      under: '/staff/requests',
    },
  ],
  personalData: [{ table: 'rights_request', column: 'about', onErasure: 'deleted' }],
  impersonal: ['retention_rule'],
}
