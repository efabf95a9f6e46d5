import type { Feature } from '#platform/app'
import { decidingRoutes, staffRoutes, steppingInRoutes, waiverRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const moderating: Feature = {
  name: 'moderating',
  owns: 'events as those in charge see them',
  texts,
  routes: (app) => async (server) => {
    for (const routes of [staffRoutes, decidingRoutes, steppingInRoutes, waiverRoutes]) await server.register(routes(app))
  },
  links: [{ place: 'staff', section: 'field', path: '/staff/events', text: 'moderating.title', permission: 'events.see' }],
  permissions: {
    'events.see': ['administrator', 'staff', 'coordinator'],
    'events.moderate': ['administrator', 'coordinator'],
  },
}
