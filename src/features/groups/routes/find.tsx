import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import type { FormState } from '#ui/form'
import { townName } from '#territories'
import { describe, languageOf } from '../describing.ts'
import { FindPage } from '../find.page.tsx'
import { locate, type Located } from '../locating.ts'
import { groupPath } from '../paths.ts'
import { clusters, nearestGroups, type Wanted } from '../queries/find.ts'
import { LANGUAGES, THEMES } from '../rules.ts'
import { FindQuery, MapQuery } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'anyone' } as const
const SHOWN = { first: 10, more: 40 }
const MAPS_A_MINUTE = 300

/** Finding a group: a list from the nearest on, and the same on a map. */
export const findRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const limit = limiter(server, [{ max: MAPS_A_MINUTE, window: MINUTE, key: networkOf }])

  server.get('/groups', { config, schema: { querystring: FindQuery, hide: true }, attachValidation: true }, (request, reply) =>
    showFound(app, request, reply, request.validationError ? {} : request.query),
  )

  // What the island draws as one moves the map.
  server.get(
    '/groups/map.json',
    { config, schema: { querystring: MapQuery, hide: true }, onRequest: limit },
    async ({ query }, reply) => {
      const [west, south, east, north] = [query.west, query.south, query.east, query.north].map(Number) as [
        number,
        number,
        number,
        number,
      ]
      reply.header('cache-control', 'public, max-age=10')
      return { clusters: await clusters(read, { west, south, east, north }) }
    },
  )
}

type Query = Static<typeof FindQuery>

async function showFound(app: App, { locale, link }: FastifyRequest, reply: FastifyReply, query: Query) {
  const t = texts.in(locale)
  const from = locate(app, query)
  const found = from
    ? await nearestGroups(app.database.read, from.point, wantedOf(query), query.more ? SHOWN.more : SHOWN.first)
    : []
  const page = {
    t,
    locale,
    path: link('/groups'),
    create: link('/groups/new'),
    form: formOf(query, from),
    from: from && { name: from.name, others: othersOf(from, link, query) },
    groups: found.map((group) => describe(app, group, { t, locale, at: link(groupPath(group.id)) })),
    more:
      found.length === SHOWN.first && !query.more
        ? `${link('/groups')}?${new URLSearchParams({ ...filled(query), more: 'true' })}`
        : undefined,
    languages: LANGUAGES.map((one) => ({ value: one as string, text: languageOf(locale, one) })),
    themes: THEMES.map((one) => ({ value: one as string, text: t(`groups.theme-${one}`) })),
  }
  return reply.page({
    title: t('groups.find.title'),
    description: t('groups.find.lead'),
    body: <FindPage {...page} />,
    islands: ['here.island.ts'],
  })
}

function formOf(query: Query, from: Located | undefined): FormState {
  return { values: filled(query), errors: query.where && !from ? { where: 'groups.where.unknown' } : {} }
}

const filled = (query: Query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Record<string, string>

/** Towns of the same name, by what tells them apart. */
function othersOf({ others }: Located, link: (path: string) => string, query: Query) {
  return others.map((town) => {
    const name = townName(town)
    return { name, href: `${link('/groups')}?${new URLSearchParams({ ...filled(query), where: name })}` }
  })
}

function wantedOf({ language, theme, accessible, room }: Query): Wanted {
  return { language: language || undefined, theme: theme || undefined, accessible: accessible === 'true', room: room === 'true' }
}
