import type { Feature } from '#platform/app'
import { cardRoutes } from './card.ts'
import { eventPictureRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const pictures: Feature = {
  name: 'pictures',
  owns: 'pictures of events, and the card that is shown where one is shared',
  texts,
  journal: { kinds: ['picture'] },
  migrations: 'src/features/events/pictures/migrations',
  routes: (app) => async (server) => {
    await server.register(cardRoutes(app))
    await server.register(eventPictureRoutes(app))
  },
  tabs: [{ of: 'event', path: '/picture', text: 'pictures.tab', role: 'holder' }],
  impersonal: ['event_picture'],
}
