import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { office } from '../office/index.ts'
import { refreshMovement, routes } from './routes.tsx'
import { steps } from './steps.ts'
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
  fills: steps.map((step) => fill(office.steps, step)),
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
