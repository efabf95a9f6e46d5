import type { Feature } from '#platform/app'
import { followAddress, forgetMailboxes } from './commands/forget.ts'
import { loadDemoGifts } from './demo.ts'
import { workers } from './jobs.ts'
import { giftRoutes } from './routes/gift.tsx'
import { texts } from './texts.ts'

export const giving: Feature = {
  name: 'giving',
  owns: 'gifts, who gave them, and what became of each',
  texts,
  journal: { acts: ['accept', 'decline', 'refund'], kinds: ['gift'] },
  migrations: 'src/features/give/giving/migrations',
  routes: (app) => async (server) => {
    await server.register(giftRoutes(app))
  },
  workers,
  followAddress,
  forgetMailboxes,
  loadDemo: loadDemoGifts,
  personalData: [
    { table: 'donor', column: 'email', onErasure: 'kept' },
    { table: 'gift', column: 'donor_id', onErasure: 'kept' },
  ],
}
