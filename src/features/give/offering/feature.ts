import type { Feature } from '#platform/app'
import { campaignRoutes } from './routes/campaigns.tsx'
import { giveRoutes } from './routes/give.tsx'
import { texts } from './texts.ts'

export const offering: Feature = {
  name: 'offering',
  owns: 'the pages on which anybody gives: form, review, campaigns; no table',
  texts,
  routes: (app) => async (server) => {
    await server.register(giveRoutes(app))
    await server.register(campaignRoutes(app))
  },
  links: [{ place: 'menu', path: '/give', text: 'offering.title' }],
}
