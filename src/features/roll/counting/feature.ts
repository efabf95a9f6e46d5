import type { App, Feature } from '#platform/app'
import { defineWorker } from '#platform/jobs/jobs'
import type { Locale } from '#platform/i18n/locales'
import { fill } from '#platform/slots'
import { readable } from '../core/index.ts'
import { publicPath } from './paths.ts'
import { votesTold } from './telling.ts'
import { voteName, votesAround } from '../stations/index.ts'
import { forgetTypists } from './commands/counts.ts'
import { loadDemoCounts } from './demo.ts'
import { countingClock } from './queues.ts'
import { countRoutes } from './routes/count.tsx'
import { innerRoutes } from './routes/inner.tsx'
import { resultRoutes } from './routes/results.tsx'
import { texts } from './texts.ts'

const ROUTES = [innerRoutes, countRoutes, resultRoutes]

export const counting: Feature = {
  name: 'counting',
  owns: 'what is read at polling stations in the evening, by two each, and who may know it when',
  texts,
  journal: { acts: ['open'], kinds: ['count', 'candidates'] },
  migrations: 'src/features/roll/counting/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  loadDemo: loadDemoCounts,
  fills: [fill(readable, { of: resultsOf })],
  workers: [defineWorker({ queue: countingClock, schedule: '37 4 * * *', work: forget })],
  permissions: { 'counts.open': ['administrator'] },
  personalData: [
    { table: 'station_sheet', column: 'typed_by', onErasure: 'deleted' },
    { table: 'station_sheet', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
  ],
  impersonal: ['vote_candidate', 'station_result', 'station_turnout', 'vote_opening'],
}

async function forget(app: App): Promise<void> {
  const kept = (await votesAround(app)).map(({ id }) => id)
  await app.database.transact((tx) => forgetTypists(tx, kept))
}

/** Counts that anybody may read, from the page of votes: before the hour nothing leads to them. */
async function resultsOf(app: App, locale: Locale) {
  const t = texts.in(locale)
  return (await votesTold(app)).map((vote) => ({
    path: publicPath(vote.id),
    title: t('counting.results.title', { vote: voteName(locale, vote) }),
    lead: t('counting.unofficial'),
  }))
}
