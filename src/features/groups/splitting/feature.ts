import type { Feature } from '#platform/app'
import { loadDemoSplits } from './demo.ts'
import { workers } from './jobs.ts'
import { decisionRoutes } from './routes/decision.tsx'
import { lineageRoutes } from './routes/lineage.tsx'
import { staffRoutes } from './routes/staff.tsx'
import { pinRoutes, splitRoutes } from './routes/split.tsx'
import { texts } from './texts.ts'

export const splitting: Feature = {
  name: 'splitting',
  owns: 'splits of groups, wishes about them; lineage',
  texts,
  journal: { acts: ['divide', 'see'] },
  migrations: 'src/features/groups/splitting/migrations',
  routes: (app) => async (server) => {
    await server.register(splitRoutes(app))
    await server.register(pinRoutes(app))
    await server.register(decisionRoutes(app))
    await server.register(lineageRoutes(app))
    await server.register(staffRoutes(app))
  },
  workers,
  loadDemo: loadDemoSplits,
  tabs: [
    { of: 'group', path: '/split', text: 'splitting.tab', daily: true },
    { of: 'group', path: '/split', text: 'splitting.tab', role: 'staff' },
    { of: 'group', path: '/lineage', text: 'splitting.lineage.link', role: 'anyone' },
  ],
  personalData: [
    { table: 'split', column: 'opened_by', onErasure: 'kept', onMerge: 'moved' },
    { table: 'split_wish', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'split_tie', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' },
  ],
}
