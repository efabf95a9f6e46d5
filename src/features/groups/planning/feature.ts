import type { Feature } from '#platform/app'
import { loadDemoPlan } from './demo.ts'
import { workers } from './jobs.ts'
import { planRoutes } from './routes/plan.tsx'
import { plannedRoutes } from './routes/planned.tsx'
import { plansRoutes } from './routes/plans.tsx'
import { seatRoutes } from './routes/seat.tsx'
import { texts } from './texts.ts'

export const planning: Feature = {
  name: 'planning',
  owns: 'areas cut into groups, and what people answered to their invitation',
  texts,
  journal: { acts: ['invite'], kinds: ['plan'] },
  migrations: 'src/features/groups/planning/migrations',
  routes: (app) => async (server) => {
    await server.register(plansRoutes(app))
    await server.register(planRoutes(app))
    await server.register(plannedRoutes(app))
    await server.register(seatRoutes(app))
  },
  workers,
  loadDemo: loadDemoPlan,
  permissions: {
    'groups.plan': ['administrator', 'coordinator'],
  },
  links: [
    {
      place: 'staff',
      section: 'field',
      path: '/staff/plans',
      text: 'planning.title',
      permission: 'groups.plan',
      under: '/staff/groups',
    },
  ],
  personalData: [
    { table: 'plan', column: 'made_by', onErasure: 'kept' },
    { table: 'planned_seat', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
  ],
  impersonal: ['planned_group'],
}
