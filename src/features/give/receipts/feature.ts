import type { Feature } from '#platform/app'
import { settleAll, workers } from './jobs.ts'
import { giftsKept } from './kept.ts'
import { acknowledgementInLetter } from './on-letters.ts'
import { acknowledgementRoutes } from './routes/acknowledgement.tsx'
import { mineByLinkRoutes, mineRoutes } from './routes/mine.tsx'
import { texts } from './texts.ts'

export const receipts: Feature = {
  name: 'receipts',
  owns: 'acknowledgements of gifts and their numbers, what somebody gave by year, and her page of it',
  texts,
  migrations: 'src/features/give/receipts/migrations',
  routes: (app) => async (server) => {
    await server.register(mineRoutes(app))
    await server.register(mineByLinkRoutes(app))
    await server.register(acknowledgementRoutes(app))
  },
  workers,
  fills: [acknowledgementInLetter, giftsKept],
  loadDemo: settleAll,
  personalData: [
    { table: 'acknowledgement', column: 'donor_id', onErasure: 'kept' },
    { table: 'gift_year', column: 'donor_id', onErasure: 'kept' },
    { table: 'gift_link', column: 'donor_id', onErasure: 'kept' },
  ],
  impersonal: ['acknowledgement_series'],
}
