import type { Feature } from '#platform/app'
import { changingRoutes, formRoutes } from './routes/form.tsx'
import { ofGroupRoutes } from './routes/of-group.tsx'
import { peopleRoutes } from './routes/people.tsx'
import { askingRoutes, hostRoutes, planRoutes } from './routes/plan.tsx'
import { roleRoutes } from './routes/role.tsx'
import { texts } from './texts.ts'

const ROUTES = [formRoutes, changingRoutes, planRoutes, roleRoutes, askingRoutes, hostRoutes, peopleRoutes, ofGroupRoutes]

export const hosting: Feature = {
  name: 'hosting',
  owns: 'how one holds an event',
  texts,
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  tabs: [
    { of: 'event', path: '/people', text: 'hosting.people.title', role: 'holder', daily: true },
    { of: 'event', path: '/plan', text: 'hosting.plan.title', role: 'holder', daily: true },
    { of: 'event', path: '/settings', text: 'hosting.settings.title', role: 'holder', daily: true },
    { of: 'group', path: '/events', text: 'hosting.of-group.tab', daily: true },
  ],
}
