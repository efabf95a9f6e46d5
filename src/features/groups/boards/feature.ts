import type { Feature } from '#platform/app'
import { loadDemoBoards } from './demo.ts'
import { workers } from './jobs.ts'
import { boardRoutes, quietRoutes } from './routes.tsx'
import { texts } from './texts.ts'

export const boards: Feature = {
  name: 'boards',
  owns: 'what members of a group say to each other, and its digests by mail',
  texts,
  migrations: 'src/features/groups/boards/migrations',
  routes: (app) => async (server) => {
    await server.register(boardRoutes(app))
    await server.register(quietRoutes(app))
  },
  workers,
  loadDemo: loadDemoBoards,
  tabs: [
    { of: 'group', path: '/board', text: 'boards.tab', daily: true },
    { of: 'group', path: '/board', text: 'boards.tab', role: 'newcomer', daily: true },
  ],
  personalData: [{ table: 'post', column: 'author_id', onErasure: 'kept', onMerge: 'moved' }],
  impersonal: ['board_digest'],
}
