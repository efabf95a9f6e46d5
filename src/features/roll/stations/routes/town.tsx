import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { witnessOf } from '#staff'
import { isInCharge, MANAGE } from '../access.ts'
import { dayText, namesText, postText, stationName, townOf, turnsOf } from '../describing.ts'
import { stationPath, townPath, votePath } from '../paths.ts'
import { printRota } from '../printing.ts'
import { stationsOf } from '../queries/stations.ts'
import { ROLES } from '../rules/posts.ts'
import { TownParams } from '../schema.ts'
import { TownPage } from '../station.page.tsx'
import type { VoteId } from '../tables.ts'
import { texts } from '../texts.ts'
import { dayAt, findVote } from '../voting.ts'

const config = { permission: MANAGE } as const

/** The stations of a town, and the rota that is printed for them. */
export const townRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/staff/stations/:vote/towns/:place',
    { config, schema: { params: TownParams, hide: true } },
    async (request, reply) => {
      const { locale, link, params } = request
      const { t, vote, stations, day } = await townInCharge(app, request)
      const [first] = stations
      const rows = stations.map((one) => ({
        id: one.id,
        name: stationName(t, one),
        href: link(stationPath(vote.id, one.id)),
        cells: [
          ...ROLES.map((role) => postText(t, one.posts, role)),
          String(turnsOf(t, one.posts).filter(({ gap }) => gap).length),
        ],
      }))
      const title = `${vote.name} · ${townOf(first!)}`
      const page = {
        t,
        title,
        rows,
        lead: day ? dayText(t, locale, day) : '',
        back: link(votePath(vote.id)),
        rota: `${link(townPath(params.vote, params.place))}/rota.pdf`,
        names: namesText({ t, locale, zone: first!.time_zone }, day, app.now()),
      }
      return reply.page({ title, body: <TownPage {...page} /> })
    },
  )

  server.get(
    '/staff/stations/:vote/towns/:place/rota.pdf',
    { config, schema: { params: TownParams, hide: true } },
    async (request, reply) => {
      const { t, vote, stations, day } = await townInCharge(app, request)
      const cellOf = (turn: ReturnType<typeof turnsOf>[number]) =>
        [turn.text, ...turn.sees.map((who) => t('stations.rota.seeing', { who }))].join(' · ')
      const sheet = {
        locale: request.locale,
        title: `${vote.name} · ${townOf(stations[0]!)}`,
        lead: day ? dayText(t, request.locale, day) : '',
        head: [t('stations.head.station'), ...turnsOf(t, []).map(({ label }) => label)],
        rows: stations.map((one) => [stationName(t, one), ...turnsOf(t, one.posts).map(cellOf)]),
        foot: t('stations.rota.back'),
      }
      return reply
        .type('application/pdf')
        .headers({ 'cache-control': 'private, no-store', 'content-disposition': 'inline; filename="rota.pdf"' })
        .send(await printRota(sheet))
    },
  )
}

type OfTown = Asked<{ vote: VoteId; place: string }>

/** The stations of a town of a vote, for who is in charge there; one without stations is not there. */
async function townInCharge(app: App, request: OfTown) {
  const { params, actor, locale } = request
  if (!(await isInCharge(app, actor, params.place))) throw new NotFound('stations.gone')
  const [vote, stations] = await Promise.all([
    findVote(app, params.vote),
    stationsOf(app.database.read, params.vote, params.place),
  ])
  const [first] = stations
  if (!first) throw new NotFound('stations.none')
  const named = stations.reduce((n, { posts }) => n + posts.length, 0)
  await witnessOf(app)(actor, { action: 'list', object: 'station', id: vote.id, fields: [params.place], count: named })
  return { t: texts.in(locale), vote, stations, day: await dayAt(app, vote, first) }
}
