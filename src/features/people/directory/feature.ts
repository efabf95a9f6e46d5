import { office } from '#staff'
import { fill } from '#platform/slots'
import { peopleSearch } from './searching.ts'
import type { Feature } from '#platform/app'
import { fieldRoutes } from './routes/fields.tsx'
import { newPersonRoutes } from './routes/new-person.tsx'
import { peopleRoutes } from './routes/people.tsx'
import { personPartRoutes } from './routes/person-parts.tsx'
import { personRightsRoutes } from './routes/person-rights.tsx'
import { personRoutes } from './routes/person.tsx'
import { texts } from './texts.ts'

export const directory: Feature = {
  name: 'directory',
  owns: 'people as the staff see them',
  texts,
  fills: [fill(office.searches, peopleSearch)],
  permissions: {
    'people.see': ['administrator', 'data-officer', 'staff', 'coordinator'],
    'people.edit': ['administrator', 'staff', 'coordinator'],
    'people.erase': ['administrator', 'data-officer'],
    'people.enter': ['administrator', 'staff', 'coordinator', 'volunteer'],
    'people.fields': ['administrator'],
    'people.merge': ['administrator', 'staff', 'coordinator'],
    'privacy.answer': ['administrator', 'data-officer'],
  },
  routes: (app) => async (server) => {
    await server.register(peopleRoutes(app))
    await server.register(newPersonRoutes(app))
    await server.register(fieldRoutes(app))
    await server.register(personRoutes(app))
    await server.register(personPartRoutes(app))
    await server.register(personRightsRoutes(app))
  },
  links: [
    { place: 'staff', section: 'people', path: '/staff/people', text: 'directory.staff.menu', permission: 'people.see' },
    {
      place: 'staff',
      section: 'settings',
      path: '/staff/fields',
      text: 'directory.fields.title',
      permission: 'people.fields',
      everywhere: true,
    },
  ],
}
