import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { rescueRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const rescue: Feature = {
  name: 'rescue',
  owns: 'small groups: merges, calls to neighbours',
  texts,
  migrations: 'src/features/groups/rescue/migrations',
  routes: rescueRoutes,
  workers,
  tabs: [{ of: 'group', path: '/neighbours', text: 'rescue.tab', role: 'organiser' }],
  personalData: [{ table: 'neighbour_call', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' }],
  impersonal: ['group_merge', 'rescue_word'],
}
