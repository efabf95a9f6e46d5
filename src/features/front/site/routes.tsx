import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import type { View } from '#platform/http/page'
import { figures, signForm, supportersByDay } from '#people'
import { comingCards, lastDeeds } from '#events'
import { groupFigures } from '#groups'
import { areas, frenchMap } from '#territories'
import { growthChart } from '#ui/chart'
import { HomePage, type HomeProps } from './home.page.tsx'
import { countTold, cumulate, placesTold, shadeAreas } from './rules.ts'
import { texts } from './texts.ts'

const anyone = { permission: 'anyone' } as const
/** How old the home page may be: a confirmed signature shows within a second, and a crowd costs one drawing a second. */
const kept = 1000

const Movement = Type.Object({
  name: Type.String(),
  supporters: Type.Integer({ description: 'Confirmed, each once' }),
  places: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Towns with at least one supporter; null while that would tell where nobody is',
  }),
  departments: Type.Integer({ description: 'French departments of which a figure is shown: five supporters at least' }),
  since: Type.Union([Type.String({ format: 'date' }), Type.Null()], { description: 'Day of the first confirmed signature' }),
})

export const routes: Routes = (app: App) => async (server) => {
  server.get('/', { config: { ...anyone, kept }, schema: { hide: true } }, async (request, reply) =>
    reply.page(await homeView(app, request)),
  )

  const schema = { response: { 200: Movement }, summary: 'The movement in numbers' }
  server.get('/api/v1/movement', { config: { ...anyone, kept }, schema }, async (_request, reply: FastifyReply) => {
    const { read } = app.database
    const [{ supporters, places, since, byArea }, named] = [await figures(read), await areas(read)]
    const shaded = shadeAreas(frenchMap(), named, byArea)
    reply.header('cache-control', 'public, max-age=1')
    return {
      name: app.movement.current.name,
      supporters,
      places: placesTold(places, shaded),
      departments: countTold(shaded),
      since,
    }
  })
}

/** What comes next, and what was done last: so many of each. Two queries, while the movement has events. */
const SHOWN = 3

async function happening(app: App, { locale, link }: FastifyRequest): Promise<Pick<HomeProps, 'coming' | 'deeds'>> {
  if (!app.isOn('events')) return { coming: undefined, deeds: [] }
  const asked = { locale, link, limit: SHOWN }
  const [events, deeds] = [await comingCards(app, asked), await lastDeeds(app, asked)]
  return { coming: events.length > 0 ? { events, find: link('/events') } : undefined, deeds }
}

async function homeView(app: App, request: FastifyRequest): Promise<View> {
  const { read } = app.database
  const { locale } = request
  const t = texts.in(locale)
  const [{ supporters, places, since, byArea }, { groups }, byDay, named] = [
    await figures(read),
    app.isOn('groups') ? await groupFigures(read) : { groups: 0 },
    await supportersByDay(read),
    await areas(read),
  ]
  const { name: movement, sentence } = app.movement.current
  const map = frenchMap()
  const areasShown = shadeAreas(map, named, byArea)
  const shapes = areasShown.map(({ n, ...area }) => ({
    ...area,
    value: n === null ? t('site.map.few') : t('site.map.at-least', { n: formatNumber(locale, n) }),
  }))
  const days = cumulate(byDay)
  const points = days.map(({ day, n }) => ({ day: new Date(day), value: n }))
  const growth = days.length > 1 ? { days, svg: await growthChart(points, { locale, label: t('site.growth.axis') }) } : null
  const home = {
    t,
    locale,
    movement,
    supporters,
    groups,
    places: placesTold(places, areasShown),
    departments: countTold(areasShown),
    since,
    growth,
    ...(await happening(app, request)),
  }
  return {
    title: movement,
    description: sentence ?? t('site.sentence'),
    islands: ['town.island.tsx'],
    body: <HomePage {...home} sentence={sentence ?? t('site.sentence')} map={{ ...map, shapes }} form={signForm(app, request)} />,
  }
}
