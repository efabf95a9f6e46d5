import type { Feature } from '#platform/app'
import { LIBRARY } from './paths.ts'
import { libraryRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const library: Feature = {
  name: 'library',
  owns: 'pictures of the movement’s own, for its letters and pages',
  texts,
  journal: { kinds: ['content-picture'] },
  migrations: 'src/features/content/pictures/migrations',
  routes: libraryRoutes,
  links: [
    {
      place: 'staff',
      section: 'people',
      under: '/staff/letters',
      path: LIBRARY,
      text: 'library.title',
      permission: 'content.write',
      everywhere: true,
    },
  ],
  permissions: { 'content.write': ['administrator', 'coordinator'] },
  impersonal: ['picture'],
}
