import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { askingRoutes, doingRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const bulk: Feature = {
  name: 'bulk',
  owns: 'acts on many people at once, and their targets',
  texts,
  journal: { kinds: ['bulk.erase', 'bulk.merge'] },
  migrations: 'src/features/people/bulk/migrations',
  routes: (app) => async (server) => {
    await server.register(askingRoutes(app))
    await server.register(doingRoutes(app))
  },
  workers,
  links: [
    {
      place: 'staff',
      section: 'people',
      path: '/staff/bulk',
      text: 'bulk.title',
      permission: 'people.erase',
      under: '/staff/audiences',
    },
  ],
  personalData: [
    { table: 'bulk_act', column: 'asked_by', onErasure: 'kept' },
    { table: 'bulk_target', column: 'person_id', onErasure: 'deleted', onMerge: 'forgotten' },
  ],
}
