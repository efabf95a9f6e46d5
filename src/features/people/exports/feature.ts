import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { askingRoutes } from './routes/asking.tsx'
import { fetchingRoutes } from './routes/fetching.tsx'
import { texts } from './texts.ts'

export const exports: Feature = {
  name: 'exports',
  owns: 'files on their way out, archives of the whole movement',
  texts,
  journal: {},
  migrations: 'src/features/people/exports/migrations',
  permissions: {
    'people.export': ['administrator', 'data-officer'],
  },
  routes: (app) => async (server) => {
    await server.register(askingRoutes(app))
    await server.register(fetchingRoutes(app))
  },
  workers,
  links: [{ place: 'staff', section: 'people', path: '/staff/exports', text: 'exports.title', permission: 'people.export' }],
  personalData: [
    { table: 'export', column: 'asked_by', onErasure: 'kept' },
    { table: 'export_piece', column: 'export_id', onErasure: 'kept' },
  ],
}
