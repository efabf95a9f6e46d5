import type { Feature } from '#platform/app'
import { deedRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const deeds: Feature = {
  name: 'deeds',
  owns: 'what was done, in figures',
  texts,
  routes: deedRoutes,
  links: [{ place: 'staff', section: 'follow', path: '/staff/deeds', text: 'deeds.title', permission: 'deeds.see' }],
  permissions: {
    'deeds.see': ['administrator', 'staff', 'coordinator'],
  },
}
