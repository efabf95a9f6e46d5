import type { Feature } from '#platform/app'
import { refreshMovement, routes } from './routes.tsx'
import { texts } from './texts.ts'

export const movement: Feature = {
  name: 'movement',
  owns: 'name, colour, contact and controller; the first set-up',
  texts,
  journal: { kinds: ['movement'] },
  migrations: 'src/features/staff/movement/migrations',
  routes,
  permissions: {
    'movement.edit': ['administrator'],
  },
  prepare: refreshMovement,
  refresh: refreshMovement,
  links: [
    {
      place: 'staff',
      section: 'settings',
      path: '/staff/movement',
      text: 'movement.title',
      permission: 'movement.edit',
      everywhere: true,
    },
  ],
  impersonal: ['movement'],
}
