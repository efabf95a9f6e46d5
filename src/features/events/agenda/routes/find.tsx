import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { View } from '#platform/http/page'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { clockIn } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { entriesIn, namesIn } from '#platform/named'
import { lookedAt, MapQuery } from '#platform/geo/boxes'
import type { Dot } from '#ui/dot-map'
import type { FormState } from '#ui/form'
import { locate, type Located, townName } from '#territories'
import { eventTexts, TYPE_IDS, typeText } from '../../core/index.ts'
import { cardOf } from '../describing.ts'
import { FindPage } from '../find.page.tsx'
import { nationalMap } from '../national-map.ts'
import { clusters, comingEvents, type EventInList, nearestEvents, type Wanted } from '../queries/find.ts'
import { PERIODS, spanOf } from '../rules.ts'
import { FindQuery } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])
const SHOWN = { first: 12, more: 48 }
/** How old the page may be. */
const kept = 5_000

type Query = Static<typeof FindQuery>
const ASKED = namesIn(FindQuery.properties)

/** Finding an event: the nearest, or what comes next. */
export const findRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/events',
    { config: { ...config, kept }, schema: { querystring: FindQuery, hide: true }, attachValidation: true },
    async (request, reply) => reply.page(await findView(app, request, request.validationError ? {} : request.query)),
  )

  server.get(
    '/events/map.json',
    { config: { ...config, kept }, schema: { querystring: MapQuery, hide: true } },
    async ({ query }, reply) => {
      reply.header('cache-control', 'public, max-age=10')
      return { clusters: await clusters(app.database.read, lookedAt(query), { from: app.now() }) }
    },
  )
}

async function findView(app: App, { locale, link }: FastifyRequest, query: Query): Promise<View> {
  const t = formTexts.in(locale)
  const et = eventTexts.in(locale)
  const from = await locate(app, query)
  const wanted = wantedOf(app, query, from)
  const limit = query.more ? SHOWN.more : SHOWN.first
  const events = from
    ? await nearestEvents(app.database.read, from.point, { wanted, limit })
    : await comingEvents(app.database.read, { wanted, limit })
  const nothing = !ASKED.some((name) => query[name])
  const page = {
    t,
    locale,
    path: link('/events'),
    form: formOf(query, from),
    types: TYPE_IDS.map((value) => ({ value, text: typeText(et, value) })),
    periods: PERIODS.map((value) => ({ value, text: t(`agenda.period-${value}`) })),
    from: from && { name: from.name, others: othersOf(from, link, query) },
    events: events.map((event) => cardOf(event, { locale, link })),
    more:
      events.length === SHOWN.first && !query.more
        ? `${link('/events')}?${new URLSearchParams({ ...filled(query), more: 'true' })}`
        : undefined,
    dots: from ? dotsOf(t, from, events) : [],
    map: nothing ? await nationalMap(app, wanted, { t, locale, link }) : undefined,
    roaming: {
      source: '/events/map.json',
      items: link('/events'),
      around: t('agenda.map-many', { n: '{n}', town: '{town}' }),
      tiles: app.config.mapTiles,
      from: from?.point,
    },
    feeds: feedsOf(app, t, { from, query }),
    weekly: link('/me/weekly'),
    create: link('/events/new'),
    act: link('/act'),
  }
  return {
    title: t('agenda.title'),
    description: t('agenda.lead'),
    body: <FindPage {...page} />,
    islands: ['here.island.ts', 'map.island.ts'],
  }
}

const formOf = (query: Query, from: Located | undefined): FormState => ({
  values: { ...filled(query), period: query.period || (from ? 'week' : 'all') },
  errors: query.where && !from ? { where: 'agenda.where-unknown' } : {},
})

/** Near a place one looks at a week, unless one says otherwise; from nowhere, at all that is to come. Days are those of the place; from nowhere, those of the movement. */
function wantedOf(app: App, { type, period, online }: Query, place: Located | undefined): Wanted {
  const now = app.now()
  const zone = place?.zone ?? app.movement.current.timeZone
  const span = spanOf(period || (place ? 'week' : 'all'), clockIn(zone, now).day, zone)
  const from = span.from && span.from > now ? span.from : now
  return { type: type || undefined, online: online === 'true', from, to: span.to }
}

const filled = (query: Query) => Object.fromEntries(entriesIn(query).filter(([name, value]) => value && ASKED.includes(name)))

function othersOf({ others }: Located, link: (path: string) => string, query: Query) {
  return others.map((town) => {
    const name = townName(town)
    return { name, href: `${link('/events')}?${new URLSearchParams({ ...filled(query), where: name })}` }
  })
}

/** What is found and where one looks from. */
function dotsOf(t: T, { point }: Located, events: EventInList[]): Dot[] {
  const places = Map.groupBy(events, ({ lng, lat }) => `${lng} ${lat}`)
  const dots = [...places.values()].map((them): Dot => ({
    lng: them[0]!.lng,
    lat: them[0]!.lat,
    n: them.length,
    tone: 'first',
    label: them[0]!.town,
  }))
  return [...dots, { ...point, n: 1, tone: 'mark', label: t('agenda.map-here') }]
}

/** Calendars of what is asked, for a program of one's own. */
function feedsOf(app: App, t: T, { from, query: { type } }: { from: Located | undefined; query: Query }) {
  const asked = new URLSearchParams({
    ...(from ? { near: `${from.point.lat.toFixed(4)},${from.point.lng.toFixed(4)}`, km: '20' } : {}),
    ...(type ? { type } : {}),
  })
  const query = asked.size > 0 ? `?${asked}` : ''
  const { host } = new URL(app.config.publicUrl)
  return [
    { text: t('agenda.feed-subscribe'), href: `webcal://${host}/events.ics${query}` },
    { text: t('agenda.feed-ics'), href: `/events.ics${query}` },
    { text: t('agenda.feed-atom'), href: `/events.atom${query}` },
    { text: t('agenda.feed-json'), href: `/api/v1/events${query}` },
  ]
}
