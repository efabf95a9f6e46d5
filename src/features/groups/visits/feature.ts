import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { visitRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const visits: Feature = {
  name: 'visits',
  owns: 'members without e-mail: their sheets, calls and visits',
  texts,
  migrations: 'src/features/groups/visits/migrations',
  routes: visitRoutes,
  workers,
  tabs: [{ of: 'group', path: '/visits', text: 'visits.tab', role: 'organiser' }],
  personalData: [
    { table: 'paper_member', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'paper_member', column: 'entered_by', onErasure: 'kept', onMerge: 'moved', ofOthers: true },
    { table: 'visit', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'visit', column: 'visited_by', onErasure: 'kept', onMerge: 'moved', ofOthers: true },
  ],
  impersonal: ['paper_entry'],
}
