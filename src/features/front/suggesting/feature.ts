import type { Feature } from '#platform/app'
import { oneAfterSigning } from './after-signing.tsx'
import { homeRoutes, nowRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const suggesting: Feature = {
  name: 'suggesting',
  owns: 'what somebody could do now, and what she does not want to be proposed',
  texts,
  migrations: 'src/features/front/suggesting/migrations',
  routes: (app) => async (server) => {
    await server.register(nowRoutes(app))
    await server.register(homeRoutes(app))
  },
  fills: [oneAfterSigning],
  links: [{ place: 'account', path: '/me/home', text: 'suggesting.home.menu', daily: true, first: true, supporters: true }],
  personalData: [{ table: 'not_for_me', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' }],
}
