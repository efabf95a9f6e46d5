import type { App, Feature, Suggestion, Wish } from '#platform/app'
import { todayOf } from '#platform/i18n/moments'
import { fill } from '#platform/slots'
import { office } from '#staff'
import { offered, type Vote, votesAhead } from '../core/index.ts'
import { MANAGE } from './access.ts'
import { loadDemoStations } from './demo.ts'
import { workers } from './jobs.ts'
import { hasOffered, offersOf, postsOfPerson, unasked } from './queries/stations.ts'
import { letterRoutes } from './routes/letter.tsx'
import { ownRoutes } from './routes/own.tsx'
import { stationRoutes } from './routes/station.tsx'
import { townRoutes } from './routes/town.tsx'
import { voteRoutes } from './routes/votes.tsx'
import { type T, texts } from './texts.ts'
import { lastDayOf } from './voting.ts'

const ROUTES = [voteRoutes, townRoutes, stationRoutes, letterRoutes, ownRoutes]
/** Days before a vote in which it is proposed to be at a station. */
const NEAR = 80
const DAY = 86_400_000

export const stations: Feature = {
  name: 'stations',
  owns: 'polling stations of votes, and who is at which of them when',
  texts,
  journal: { kinds: ['station'] },
  migrations: 'src/features/roll/stations/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  loadDemo: loadDemoStations,
  suggest,
  ownPages: async ({ database: { read } }, { person }, locale) =>
    person && (await hasOffered(read, person.id)) ? [{ path: '/me/station', text: texts.in(locale)('stations.own.title') }] : [],
  deedsOf: async (app, person, locale) =>
    (await postsOfPerson(app.database.read, person)).map(({ asked_at, number, town, role }) => ({
      at: asked_at,
      text: texts.in(locale)('stations.deed', { number, town, role: texts.in(locale)(`stations.role-${role}`) }),
    })),
  fills: [
    fill(office.awaits, {
      permission: MANAGE,
      path: '/staff/stations',
      count: async (app, actor) =>
        unasked(
          app.database.read,
          (await ahead(app)).map(({ id }) => id),
          actor.scope(MANAGE),
        ),
      text: (locale, n) => texts.in(locale)('stations.awaited', { n }),
    }),
    fill(offered, {
      order: 40,
      path: '/vote/station',
      title: (locale) => texts.in(locale)('stations.offer.title'),
      lead: (locale) => texts.in(locale)('stations.offer.lead'),
    }),
  ],
  links: [{ place: 'staff', section: 'field', path: '/staff/stations', text: 'stations.title', permission: MANAGE }],
  permissions: { [MANAGE]: ['administrator', 'coordinator'] },
  personalData: [
    {
      table: 'station_volunteer',
      column: 'person_id',
      onErasure: 'deleted',
      onMerge: 'handed',
      better: "exists (select from station_post p where p.volunteer_id = station_volunteer.id and p.state in ('asked', 'yes'))",
    },
  ],
  impersonal: ['station', 'station_post'],
}

const ahead = async (app: App) => (await votesAhead(app, 'kept')).filter((vote) => lastDayOf(vote) >= todayOf(app))

/** Near a vote, somebody who offered nothing for it yet is asked whether she can be at a station. */
async function suggest(app: App, { person, locale }: Wish): Promise<Suggestion[]> {
  const now = app.now().getTime()
  const vote = (await ahead(app)).find((one) => Date.parse(lastDayOf(one)) - now < NEAR * DAY)
  if (!vote || !person) return []
  const own = (await offersOf(app.database.read, person)).find(({ election_id }) => election_id === vote.id)
  const t = texts.in(locale)
  // Who is asked somewhere is reminded of it; who offered and waits is left in peace.
  if (own) return own.serves ? [ownSuggestion(t, vote)] : []
  const words = () => ({
    title: t('stations.offer.title'),
    summary: t('stations.offer.lead'),
    reasons: [vote.name, t('stations.offer.reason')],
    button: t('stations.offer.see'),
  })
  return [{ key: `station ${vote.id}`, score: 55, path: '/vote/station', words }]
}

const ownSuggestion = (t: T, vote: Vote): Suggestion => ({
  key: `own-station ${vote.id}`,
  score: 90,
  path: '/me/station',
  words: () => ({
    title: t('stations.own.title'),
    summary: t('stations.own.see'),
    reasons: [vote.name],
    button: t('stations.own.title'),
  }),
})
