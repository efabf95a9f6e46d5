import type { Feature } from '#platform/app'
import { pictureRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const pictures: Feature = {
  name: 'pictures',
  texts,
  migrations: 'src/features/pictures/migrations',
  routes: pictureRoutes,
  tabs: [{ of: 'group', path: '/picture', text: 'pictures.tab', role: 'organiser' }],
}
