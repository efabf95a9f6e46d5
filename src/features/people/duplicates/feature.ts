import { office } from '#staff'
import { fill } from '#platform/slots'
import { awaitedPairs } from './on-desk.ts'
import type { App, Feature } from '#platform/app'
import { defineWorker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { findDuplicates, forgetMerges } from './commands.ts'
import { mergesInto } from './queries.ts'
import { mergeRoutes, suggestionRoutes } from './routes.tsx'
import { texts } from './texts.ts'

const search = defineQueue<object>('duplicates.search', { retries: 3, expires: 3600 })

export const duplicates: Feature = {
  name: 'duplicates',
  owns: 'pairs that may be one person, merges for thirty days',
  texts,
  fills: [fill(office.awaits, awaitedPairs)],
  journal: { kinds: ['duplicate', 'duplicates', 'merge', 'merges'] },
  migrations: 'src/features/people/duplicates/migrations',
  routes: (app) => async (server) => {
    await server.register(suggestionRoutes(app))
    await server.register(mergeRoutes(app))
  },
  workers: [
    defineWorker({
      queue: search,
      schedule: '53 2 * * *',
      work: async (app: App) => {
        await app.database.transact((tx) => forgetMerges(tx, app.now()))
        await findDuplicates(app)
      },
    }),
  ],
  links: [
    {
      place: 'staff',
      section: 'people',
      path: '/staff/duplicates',
      text: 'duplicates.title',
      permission: 'people.merge',
      under: '/staff/people',
    },
  ],
  deedsOf: async (app, person, locale) =>
    (await mergesInto(app.database.read, person)).map(({ merged_at }) => ({
      at: merged_at,
      text: texts.in(locale)('duplicates.deed'),
    })),
  personalData: [
    { table: 'duplicate_suggestion', column: 'a', onErasure: 'deleted', onMerge: 'forgotten' },
    { table: 'person_merge', column: 'kept', onErasure: 'deleted', onMerge: 'dropped' },
  ],
}
