import type { Feature } from '#platform/app'
import { routes } from './routes.tsx'
import { texts } from './texts.ts'

export const placing: Feature = {
  name: 'placing',
  owns: 'what was typed of a place and means none, and the town that somebody gave it',
  texts,
  journal: { kinds: ['placement'] },
  migrations: 'src/features/people/placing/migrations',
  permissions: {
    'people.place': ['administrator', 'staff', 'coordinator'],
  },
  routes,
  links: [{ place: 'staff', section: 'people', path: '/staff/places', text: 'placing.title', permission: 'people.place' }],
  personalData: [
    { table: 'placement', column: 'settled_by', onErasure: 'kept' },
    { table: 'placement_person', column: 'person_id', onErasure: 'deleted', onMerge: 'forgotten' },
  ],
}
