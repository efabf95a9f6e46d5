import type { Feature } from '#platform/app'
import { nearAfterSigning } from './near.tsx'
import { welcomeRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const welcome: Feature = {
  name: 'welcome',
  owns: 'joining right after signing',
  texts,
  routes: welcomeRoutes,
  fills: [nearAfterSigning],
}
