import type { Feature } from '#platform/app'
import { heldGifts } from './awaiting.ts'
import { loadDemoStatement } from './demo.ts'
import { bookRoutes } from './routes/books.tsx'
import { giftRoutes, refundRoutes } from './routes/gift.tsx'
import { texts } from './texts.ts'

export const treasury: Feature = {
  name: 'treasury',
  owns: 'what a treasurer looks at: gifts that wait, that came, that went back; no table',
  texts,
  routes: (app) => async (server) => {
    await server.register(bookRoutes(app))
    await server.register(giftRoutes(app))
    await server.register(refundRoutes(app))
  },
  loadDemo: loadDemoStatement,
  fills: [heldGifts],
  links: [
    {
      place: 'staff',
      section: 'money',
      path: '/staff/gifts',
      text: 'treasury.title',
      permission: 'gifts.keep',
      everywhere: true,
    },
  ],
}
