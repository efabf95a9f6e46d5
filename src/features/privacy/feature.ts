import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { meRoutes } from './routes/me.tsx'
import { rightsRoutes } from './routes/rights.tsx'
import { officerRoutes } from './routes/staff.tsx'
import { texts } from './texts.ts'

export const privacy: Feature = {
  name: 'privacy',
  texts,
  migrations: 'src/features/privacy/migrations',
  routes: (app) => async (server) => {
    await server.register(meRoutes(app))
    await server.register(rightsRoutes(app))
    await server.register(officerRoutes(app))
  },
  workers,
  links: [
    { place: 'account', path: '/me', text: 'privacy.me.title' },
    { place: 'staff', path: '/staff/requests', text: 'privacy.requests.title', permission: 'privacy.answer' },
    { place: 'staff', path: '/staff/retention', text: 'privacy.retention.title', permission: 'privacy.answer' },
    { place: 'staff', path: '/staff/register', text: 'privacy.register.title', permission: 'privacy.answer' },
  ],
  personalData: [{ table: 'rights_request', column: 'about', onErasure: 'deleted', why: 'who asked, until it is answered' }],
}
