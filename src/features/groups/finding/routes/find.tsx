import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { View } from '#platform/http/page'
import type { Routes } from '#platform/http/server'
import { lookedAt, MapQuery } from '#platform/geo/boxes'
import type { Point } from '#platform/geo/points'
import type { FormState } from '#ui/form'
import type { Dot } from '#ui/dot-map'
import {
  describe,
  type GroupInList,
  groupPath,
  groupsMeetingNext,
  groupTexts,
  nearestGroups,
  THEMES,
  type Wanted,
} from '../../core/index.ts'
import { LANGUAGES, languageOf } from '#platform/i18n/languages'
import { locate, type Located, townName } from '#territories'
import { FindPage } from '../find.page.tsx'
import { nationalMap } from '../national-map.ts'
import { clusters } from '../queries.ts'
import { roamingOf } from '../roaming.ts'
import { FindQuery } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'anyone' } as const
const SHOWN = { first: 10, more: 40 }
/** How old the page may be. */
const kept = 5_000

/** Finding a group: a list from the nearest on, or of those that meet next, and the same on a map. */
export const findRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  server.get(
    '/groups',
    { config: { ...config, kept }, schema: { querystring: FindQuery, hide: true }, attachValidation: true },
    async (request, reply) => reply.page(await findView(app, request, request.validationError ? {} : request.query)),
  )

  // What the island draws as one moves the map.
  server.get(
    '/groups/map.json',
    { config: { ...config, kept }, schema: { querystring: MapQuery, hide: true } },
    async ({ query }, reply) => {
      reply.header('cache-control', 'public, max-age=10')
      return { clusters: await clusters(read, lookedAt(query)) }
    },
  )
}

type Query = Static<typeof FindQuery>

async function findView(app: App, { locale, link }: FastifyRequest, query: Query): Promise<View> {
  const t = texts.in(locale)
  const from = await locate(app, query)
  const wanted = { ...wantedOf(query), limit: query.more ? SHOWN.more : SHOWN.first }
  const { read } = app.database
  const found = from ? await nearestGroups(read, from.point, wanted) : await groupsMeetingNext(read, app.now(), wanted)
  const page = {
    t,
    locale,
    path: link('/groups'),
    create: link('/groups/new'),
    form: formOf(query, from),
    from: from && { name: from.name, others: othersOf(from, link, query) },
    groups: found.map((group) => describe(app, group, { t: groupTexts.in(locale), locale, at: link(groupPath(group.id)) })),
    more:
      found.length === SHOWN.first && !query.more
        ? `${link('/groups')}?${new URLSearchParams({ ...filled(query), more: 'true' })}`
        : undefined,
    map: looksFor(query) ? undefined : await nationalMap(app, { t, locale, link }),
    dots: looksFor(query) && found.length > 0 ? dotsOf(t, from?.point, found) : [],
    roaming: roamingOf(app, t, { link, from: from?.point }),
    languages: LANGUAGES.map((one) => ({ value: one, text: languageOf(locale, one) })),
    themes: THEMES.map((one) => ({ value: one, text: groupTexts.in(locale)(`groups.theme-${one}`) })),
  }
  return {
    title: t('finding.title'),
    description: t('finding.lead'),
    body: <FindPage {...page} />,
    islands: ['here.island.ts', 'map.island.ts'],
  }
}

function formOf(query: Query, from: Located | undefined): FormState {
  return { values: filled(query), errors: query.where && !from ? { where: 'finding.where-unknown' } : {} }
}

/** What is found, and where one looks from. */
function dotsOf(t: T, from: Point | undefined, found: GroupInList[]): Dot[] {
  const places = Map.groupBy(found, ({ lng, lat }) => `${lng} ${lat}`)
  const groups = [...places.values()].map((them): Dot => ({
    lng: them[0]!.lng,
    lat: them[0]!.lat,
    n: them.length,
    tone: 'first',
    label: them[0]!.town,
  }))
  return from ? [...groups, { ...from, n: 1, tone: 'mark', label: t('finding.map-here') }] : groups
}

const ASKED = Object.keys(FindQuery.properties)

/** What is asked, and nothing else that an address may carry: whoever comes from a mail or a poster sees the page of all. */
const filled = (query: Query) =>
  Object.fromEntries(Object.entries(query).filter(([name, value]) => value && ASKED.includes(name)))

/** Whether she looks for some of them: what is on the map of all would not be what she looks for. */
const looksFor = (query: Query) => Object.keys(filled(query)).some((name) => name !== 'more')

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
