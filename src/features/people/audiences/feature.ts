import type { Feature } from '#platform/app'
import { audienceRoutes } from './routes/audiences.tsx'
import { editRoutes } from './routes/edit.tsx'
import { texts } from './texts.ts'

export const audiences: Feature = {
  name: 'audiences',
  owns: 'saved rules that select people',
  texts,
  migrations: 'src/features/people/audiences/migrations',
  permissions: ['audiences.edit'],
  routes: (app) => async (server) => {
    await server.register(audienceRoutes(app))
    await server.register(editRoutes(app))
  },
  links: [{ place: 'staff', path: '/staff/audiences', text: 'audiences.title', permission: 'audiences.edit', daily: true }],
}
