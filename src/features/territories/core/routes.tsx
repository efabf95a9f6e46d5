import type { App } from '#platform/app'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { CreditsPage } from './credits.page.tsx'
import type { Town } from './gazetteer.ts'
import { gazetteerOf } from './prepare.ts'
import { nearestPlaces } from './queries.ts'
import { NearestPlaces, NearestQuery, PlacesQuery } from './schema.ts'
import { texts } from './texts.ts'

/** Documents of the API are in English. */
const english = texts.in('en')
const anyone = { permission: 'anyone' } as const
/** Looked up in memory, while somebody signs. */
const typing = { ...anyone, turn: 'none' } as const
const SUGGESTIONS = 10
/** A person types a few letters a second; a program that copies the whole gazetteer can take the files instead. */
const SEARCHES_A_MINUTE = 600

export const routes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: SEARCHES_A_MINUTE, window: MINUTE, key: networkOf }])

  server.get(
    '/api/v1/places',
    { config: typing, schema: { querystring: PlacesQuery, summary: english('territories.do.places') }, onRequest: limit },
    async ({ query }) => {
      const gazetteer = gazetteerOf(app)
      const { country = app.movement.current.country, postal_code, q } = query
      const towns = postal_code ? gazetteer.withPostalCode(country, postal_code) : gazetteer.search(country, q ?? '', SUGGESTIONS)
      return { places: towns.map(publicTown) }
    },
  )

  server.get(
    '/api/v1/places/nearest',
    {
      config: typing,
      schema: { querystring: NearestQuery, response: { 200: NearestPlaces }, summary: english('territories.do.nearest') },
      onRequest: limit,
    },
    async ({ query }) => ({
      places: await nearestPlaces(app.database.read, query, query.limit),
    }),
  )

  server.get('/credits', { config: anyone, schema: { hide: true } }, async ({ locale }, reply) => {
    const t = texts.in(locale)
    return reply.page({ title: t('territories.credits.title'), body: <CreditsPage t={t} /> })
  })
}

function publicTown({ id, name, country, department_id, population, postalCodes }: Town) {
  return { code: id, name, country, department: department_id, population, postal_codes: postalCodes.slice(0, 20) }
}
