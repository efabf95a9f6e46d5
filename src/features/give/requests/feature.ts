import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { requestRoutes } from './routes/request.tsx'
import { requestsRoutes } from './routes/requests.tsx'
import { requestVoucherRoutes } from './routes/vouchers.ts'
import { texts } from './texts.ts'

export const requests: Feature = {
  name: 'requests',
  owns: 'what groups ask to be paid out of their share, as their organisers see it; no table',
  texts,
  routes: (app) => async (server) => {
    await server.register(requestsRoutes(app))
    await server.register(requestRoutes(app))
    await server.register(requestVoucherRoutes(app))
  },
  workers,
  tabs: [{ of: 'group', path: '/spending', text: 'requests.tab', role: 'organiser' }],
}
