import type { Feature } from '#platform/app'
import { loadDemoVote } from './demo.ts'
import { electionRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const elections: Feature = {
  name: 'elections',
  owns: 'votes, and the silence around them',
  texts,
  journal: { kinds: ['election'] },
  migrations: 'src/features/staff/elections/migrations',
  routes: electionRoutes,
  loadDemo: loadDemoVote,
  links: [
    {
      place: 'staff',
      section: 'settings',
      path: '/staff/elections',
      text: 'elections.title',
      permission: 'elections.edit',
      everywhere: true,
    },
  ],
  permissions: {
    'elections.edit': ['administrator'],
  },
  impersonal: ['election', 'election_day'],
}
