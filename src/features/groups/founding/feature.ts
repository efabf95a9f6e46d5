import type { Feature } from '#platform/app'
import { formRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const founding: Feature = {
  name: 'founding',
  owns: 'how one founds a group, and changes what it says of itself',
  texts,
  routes: formRoutes,
  tabs: [{ of: 'group', path: '/settings', text: 'founding.settings.title', role: 'organiser' }],
}
