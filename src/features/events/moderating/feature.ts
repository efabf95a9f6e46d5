import { office } from '#staff'
import { fill } from '#platform/slots'
import { eventSearch, eventsOfPerson, reportedEvents, unreadEvents } from './on-desk.ts'
import type { Feature } from '#platform/app'
import { decidingRoutes, staffRoutes, steppingInRoutes, waiverRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const moderating: Feature = {
  name: 'moderating',
  owns: 'events as those in charge see them',
  texts,
  fills: [
    fill(office.awaits, unreadEvents),
    fill(office.awaits, reportedEvents),
    fill(office.searches, eventSearch),
    fill(office.parts, eventsOfPerson),
  ],
  routes: (app) => async (server) => {
    for (const routes of [staffRoutes, decidingRoutes, steppingInRoutes, waiverRoutes]) await server.register(routes(app))
  },
  links: [{ place: 'staff', section: 'field', path: '/staff/events', text: 'moderating.title', permission: 'events.see' }],
  permissions: {
    'events.see': ['administrator', 'staff', 'coordinator'],
    'events.moderate': ['administrator', 'coordinator'],
  },
}
