import type { Feature } from '#platform/app'
import { oneMemberRoutes } from './routes/member.tsx'
import { memberRoutes, scaleRoutes } from './routes/members.tsx'
import { texts } from './texts.ts'

const ROUTES = [memberRoutes, scaleRoutes, oneMemberRoutes]

export const members: Feature = {
  name: 'members',
  owns: 'members and their dues as the treasurer sees them, and the scale that she sets; no table',
  texts,
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  links: [
    { place: 'staff', section: 'money', path: '/staff/dues', text: 'members.desk', permission: 'gifts.keep', everywhere: true },
  ],
}
