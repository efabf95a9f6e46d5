import type { Feature } from '#platform/app'
import { openToPrograms } from './answering.ts'
import { heldByKey } from './access.ts'
import { workers } from './jobs.ts'
import { forPrograms } from './programs.ts'
import { keyRoutes } from './routes/keys.tsx'
import { manualRoutes } from './routes/manual.tsx'
import { texts } from './texts.ts'

export const api: Feature = {
  name: 'api',
  owns: 'keys of other software, and answers given to it',
  texts,
  journal: { kinds: ['key'] },
  migrations: 'src/features/staff/keys/migrations',
  permissions: {
    'keys.give': ['administrator'],
  },
  heldByKey,
  routes: (app) => async (server) => {
    await server.register(async (programs) => {
      openToPrograms(programs)
      for (const { routes } of app.filled(forPrograms)) await programs.register(routes(app))
    })
    await server.register(keyRoutes(app))
    await server.register(manualRoutes(app))
  },
  workers,
  links: [
    { place: 'staff', section: 'settings', path: '/staff/keys', text: 'api.keys', permission: 'keys.give', everywhere: true },
    { place: 'footer', path: '/api', text: 'api.manual' },
  ],
  personalData: [
    { table: 'api_key', column: 'given_by', onErasure: 'kept' },
    { table: 'api_answer', column: 'body', onErasure: 'kept' },
  ],
}
