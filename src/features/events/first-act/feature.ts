import type { Feature } from '#platform/app'
import { firstActRoutes } from './routes.ts'
import { texts } from './texts.ts'

export const firstAct: Feature = {
  name: 'first-act',
  owns: 'coming to an event right after signing',
  texts,
  routes: firstActRoutes,
}
