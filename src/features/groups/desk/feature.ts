import type { Feature } from '#platform/app'
import { loadDemoTasks } from './demo.ts'
import { workers } from './jobs.ts'
import { deskRoutes } from './routes/desk.tsx'
import { taskRoutes } from './routes/tasks.tsx'
import { texts } from './texts.ts'

export const desk: Feature = {
  name: 'desk',
  owns: 'tasks of groups, what new ones ticked off of their first steps',
  texts,
  migrations: 'src/features/groups/desk/migrations',
  routes: (app) => async (server) => {
    await server.register(deskRoutes(app))
    await server.register(taskRoutes(app))
  },
  workers,
  loadDemo: loadDemoTasks,
  tabs: [
    { of: 'group', path: '/tasks', text: 'desk.tasks.tab', daily: true },
    { of: 'group', path: '/desk', text: 'desk.tab', role: 'organiser', daily: true },
  ],
  personalData: [
    { table: 'group_task', column: 'made_by', onErasure: 'kept', onMerge: 'moved' },
    { table: 'group_task', column: 'taken_by', onErasure: 'kept', onMerge: 'moved' },
  ],
  impersonal: ['first_step'],
}
