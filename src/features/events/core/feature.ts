import type { Feature } from '#platform/app'
import { loadDemoEvents } from './demo.ts'
import { workers } from './jobs.ts'
import { eventRoutes } from './routes/event.tsx'
import { besideRoutes, mineRoutes, ownRoutes } from './routes/own.tsx'
import { signUpRoutes } from './routes/sign-up.tsx'
import { texts } from './texts.ts'

const ROUTES = [eventRoutes, signUpRoutes, ownRoutes, besideRoutes, mineRoutes]

export const events: Feature = {
  name: 'events',
  owns: 'what anybody may come to: hosts, roles, sign-ups, waiting lists',
  texts,
  migrations: 'src/features/events/core/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  loadDemo: loadDemoEvents,
  links: [{ place: 'account', path: '/me/events', text: 'events.mine.title', daily: true }],
  personalData: [
    { table: 'event', column: 'created_by', onErasure: 'kept', onMerge: 'handed' },
    { table: 'event_organiser', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'sign_up', column: 'person_id', onErasure: 'deleted', onMerge: 'handed', better: "state = 'coming'" },
  ],
}
