import type { Feature } from '#platform/app'
import { groupPictureRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const pictures: Feature = {
  name: 'groups.pictures',
  owns: 'pictures of groups',
  texts,
  migrations: 'src/features/groups/pictures/migrations',
  routes: groupPictureRoutes,
  tabs: [{ of: 'group', path: '/picture', text: 'groups.pictures.tab', role: 'organiser' }],
  impersonal: ['group_picture'],
}
