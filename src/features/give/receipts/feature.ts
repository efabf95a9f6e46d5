import type { Feature } from '#platform/app'
import { mailboxHashOf } from '#people'
import { settleAll, workers } from './jobs.ts'
import { giftsKept } from './kept.ts'
import { MINE } from './links.ts'
import { acknowledgementOnDesk } from './on-desk.ts'
import { acknowledgementInLetter } from './on-letters.ts'
import { hasGiven } from './queries/mine.ts'
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
  fills: [acknowledgementInLetter, acknowledgementOnDesk, giftsKept],
  loadDemo: settleAll,
  ownPages: async (app, { email }, locale) =>
    (await hasGiven(app.database.read, mailboxHashOf(app)(email)))
      ? [{ path: MINE, text: texts.in(locale)('receipts.mine') }]
      : [],
  personalData: [
    { table: 'acknowledgement', column: 'donor_id', onErasure: 'kept' },
    { table: 'gift_year', column: 'donor_id', onErasure: 'kept' },
    { table: 'gift_link', column: 'donor_id', onErasure: 'kept' },
  ],
  impersonal: ['acknowledgement_series'],
}
