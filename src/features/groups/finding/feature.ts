import type { Feature } from '#platform/app'
import { groupsInTexts } from './listing.ts'
import { apiRoutes } from './routes/api.ts'
import { findRoutes } from './routes/find.tsx'
import { groupRoutes } from './routes/group.tsx'
import { texts } from './texts.ts'

export const finding: Feature = {
  name: 'finding',
  owns: 'what anybody may see of groups: near a place, on a map, one by one, for programs',
  texts,
  routes: (app) => async (server) => {
    await server.register(findRoutes(app))
    await server.register(groupRoutes(app))
    await server.register(apiRoutes(app))
  },
  fills: [groupsInTexts],
  links: [{ place: 'menu', path: '/groups', text: 'finding.menu' }],
}
