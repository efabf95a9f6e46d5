import type { Feature } from '#platform/app'
import { joinTexts } from '#platform/i18n/texts'
import { fill } from '#platform/slots'
import { fieldTexts } from '../fields/index.ts'
import { audienceCriteria, criteriaOf } from './criteria.ts'
import { peopleCriteria } from './people-criteria.ts'
import { audienceRoutes } from './routes/audiences.tsx'
import { editRoutes } from './routes/edit.tsx'
import { texts } from './texts.ts'

export const audiences: Feature = {
  name: 'audiences',
  owns: 'saved rules that select people',
  texts,
  journal: { kinds: ['audience'] },
  migrations: 'src/features/people/audiences/migrations',
  permissions: {
    'audiences.edit': ['administrator', 'staff', 'coordinator'],
  },
  routes: (app) => async (server) => {
    await server.register(audienceRoutes(app))
    await server.register(editRoutes(app))
  },
  fills: [fill(audienceCriteria, { texts: joinTexts([texts, fieldTexts]), criteria: peopleCriteria })],
  // Two of one name stop the program before it serves.
  prepare: async (app) => void criteriaOf(app),
  links: [{ place: 'staff', section: 'people', path: '/staff/audiences', text: 'audiences.title', permission: 'audiences.edit' }],
  impersonal: ['audience'],
}
