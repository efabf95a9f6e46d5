import type { Feature } from '#platform/app'
import { purposes } from '#people'
import { fill } from '#platform/slots'
import { comingOfGroup } from './coming.tsx'
import { eventsInTexts } from './listing.ts'
import { workers } from './jobs.ts'
import { WEEKLY } from './purposes.ts'
import { apiRoutes } from './routes/api.ts'
import { feedRoutes } from './routes/feeds.ts'
import { findRoutes } from './routes/find.tsx'
import { endRoutes, weeklyRoutes } from './routes/weekly.tsx'
import { suggestEvents } from './suggesting.ts'
import { texts } from './texts.ts'

const ROUTES = [findRoutes, apiRoutes, feedRoutes, weeklyRoutes, endRoutes]

export const agenda: Feature = {
  name: 'agenda',
  owns: 'events near a place, in calendars, by mail',
  texts,
  migrations: 'src/features/events/agenda/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  fills: [fill(purposes, WEEKLY), comingOfGroup, eventsInTexts],
  suggest: suggestEvents,
  links: [
    { place: 'menu', path: '/events', text: 'agenda.menu' },
    { place: 'account', path: '/me/weekly', text: 'agenda.weekly.title', supporters: true },
  ],
  personalData: [
    { table: 'feed', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' },
    { table: 'weekly_mail', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
  ],
}
