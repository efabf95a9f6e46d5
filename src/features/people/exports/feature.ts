import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { office } from '#staff'
import { workers } from './jobs.ts'
import { askingRoutes } from './routes/asking.tsx'
import { audienceRoutes } from './routes/audience.tsx'
import { fetchingRoutes } from './routes/fetching.tsx'
import { backedUp } from './steps.ts'
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
    await server.register(audienceRoutes(app))
    await server.register(fetchingRoutes(app))
  },
  workers,
  fills: [fill(office.steps, backedUp)],
  impersonal: ['backup'],
  links: [{ place: 'staff', section: 'people', path: '/staff/exports', text: 'exports.title', permission: 'people.export' }],
  personalData: [
    { table: 'export', column: 'asked_by', onErasure: 'kept' },
    { table: 'export_piece', column: 'export_id', onErasure: 'kept' },
  ],
}
