import type { Feature } from '#platform/app'
import { cardRoutes } from './card.ts'
import { pictureRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const pictures: Feature = {
  name: 'pictures',
  owns: 'pictures of groups and events',
  texts,
  migrations: 'src/features/events/pictures/migrations',
  routes: (app) => async (server) => {
    await server.register(cardRoutes(app))
    await server.register(pictureRoutes(app))
  },
  tabs: [
    { of: 'group', path: '/picture', text: 'pictures.tab', role: 'organiser' },
    { of: 'event', path: '/picture', text: 'pictures.tab', role: 'holder' },
  ],
}
