import type { Feature } from '#platform/app'
import { loadDemoOutcomes } from './demo.ts'
import { workers } from './jobs.ts'
import { lastDeedOfGroup } from './reports.tsx'
import { doorRoutes } from './routes/door.tsx'
import { outcomeRoutes, pictureRoutes } from './routes/outcome.tsx'
import { suggestTelling } from './suggesting.ts'
import { texts } from './texts.ts'

export const door: Feature = {
  name: 'door',
  owns: 'who was there, what came of it',
  texts,
  migrations: 'src/features/events/door/migrations',
  routes: (app) => async (server) => {
    await server.register(doorRoutes(app))
    await server.register(outcomeRoutes(app))
    await server.register(pictureRoutes(app))
  },
  workers,
  loadDemo: loadDemoOutcomes,
  fills: [lastDeedOfGroup],
  suggest: suggestTelling,
  tabs: [
    { of: 'event', path: '/door', text: 'door.title', role: 'holder', daily: true, once: 'begun' },
    { of: 'event', path: '/report', text: 'door.report.title', role: 'holder', daily: true, once: 'begun' },
    { of: 'event', path: '/outcome', text: 'door.outcome.title', role: 'anyone', daily: true },
  ],
  personalData: [{ table: 'outcome', column: 'told_by', onErasure: 'kept', onMerge: 'handed' }],
  impersonal: ['check_in', 'door_press', 'outcome_asked', 'outcome_picture'],
}
