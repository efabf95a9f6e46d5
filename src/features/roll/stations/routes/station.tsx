import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import { type Asked, handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { witnessOf } from '#staff'
import type { FormState } from '#ui/form'
import { rollTexts, type Vote } from '../../core/index.ts'
import { isInCharge, MANAGE, stationInCharge } from '../access.ts'
import { appoint, endPost, removeStation } from '../commands/stations.ts'
import { fullName, namesText, postText, stationName, townOf, turnText } from '../describing.ts'
import { sendLetter } from '../lettering.ts'
import { countPath, stationPath, townPath, votePath } from '../paths.ts'
import { printRota } from '../printing.ts'
import { type PostInList, type StationRecord, stationsOf, volunteersIn } from '../queries/stations.ts'
import { ROLES, rotaOf } from '../rules/posts.ts'
import { AppointForm, LetterForm, PostParams, StationParams, TownParams } from '../schema.ts'
import { LetterPage, StationPage, TownPage } from '../station.page.tsx'
import type { StationId, VoteId } from '../tables.ts'
import { type T, texts } from '../texts.ts'
import { dayAt, findVote, ruleFor } from '../voting.ts'

const config = { permission: MANAGE } as const
const formTexts = joinTexts([httpTexts, texts])

/** The stations of a town, one by one, for those in charge of it. */
export const stationRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const at = '/staff/stations/:vote/at/:station'
  const schema = { params: StationParams, hide: true }

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
          countState(t, one),
        ],
      }))
      const title = `${vote.name} · ${townOf(first!)}`
      const page = {
        ...{ t, title, rows },
        lead: day ? t('stations.on', { day: formatDay(locale, day.vote_on), closes: day.closes }) : '',
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
        lead: day ? t('stations.on', { day: formatDay(request.locale, day.vote_on), closes: day.closes }) : '',
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

  server.get(at, { config, schema }, async (request, reply) => show(app, reply, await stationInCharge(app, request)))

  server.post(
    `${at}/posts`,
    { config, schema: { ...schema, body: AppointForm }, attachValidation: true },
    async (request, reply) => {
      const station = await stationInCharge(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), station, form),
        work: async () => {
          const vote = await findVote(app, station.election_id)
          const day = await dayAt(app, vote, station)
          if (!day || day.today > day.vote_on) throw new Conflict('stations.over')
          const { volunteer, role } = request.body
          const rule = ruleFor(vote, role)?.value
          await transact((tx) => appoint(tx, handOf(app, request), { station, volunteer, role, rule }))
          return reply.back(stationPath(vote.id, station.id), 'asked')
        },
      })
    },
  )

  server.post(`${at}/posts/:post/end`, { config, schema: { params: PostParams, hide: true } }, async (request, reply) => {
    const station = await stationInCharge(app, request)
    await transact((tx) => endPost(tx, handOf(app, request), { post: request.params.post, station: station.id }))
    return reply.back(stationPath(station.election_id, station.id), 'ended')
  })

  server.post(`${at}/removal`, { config, schema }, async (request, reply) => {
    const station = await stationInCharge(app, request)
    await transact((tx) => removeStation(tx, handOf(app, request), station.id))
    return reply.back(votePath(station.election_id), 'removed')
  })

  server.get(`${at}/posts/:post/letter`, { config, schema: { params: PostParams, hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const { station, post } = await postInCharge(app, request)
    const t = formTexts.in(locale)
    const day = await dayAt(app, await findVote(app, station.election_id), station)
    const path = link(stationPath(station.election_id, station.id))
    const page = letterPageOf(t, {
      locale,
      station,
      post,
      names: namesText({ t, locale, zone: station.time_zone }, day, app.now()),
    })
    return reply.page({
      title: page.title,
      body: <LetterPage {...page} action={`${path}/posts/${post.id}/letter`} back={path} />,
    })
  })

  server.post(
    `${at}/posts/:post/letter`,
    { config, schema: { params: PostParams, body: LetterForm, hide: true } },
    async (request, reply) => {
      const { station, post } = await postInCharge(app, request)
      const vote = await findVote(app, station.election_id)
      return sendLetter(app, reply, { vote, station, post, day: await dayAt(app, vote, station), typed: request.body })
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

async function postInCharge(app: App, request: Asked<{ vote: VoteId; station: StationId; post: string }>) {
  const station = await stationInCharge(app, request)
  const post = station.posts.find(({ id, state }) => id === request.params.post && (state === 'asked' || state === 'yes'))
  if (!post) throw new NotFound('stations.gone')
  return { station, post }
}

/** The parts of the day at a station, in words. */
export const turnsOf = (t: T, posts: PostInList[]) =>
  rotaOf(posts.map((post) => ({ ...post, name: fullName(post) }))).map((turn) => ({
    ...turn,
    label: t(`stations.hour-${turn.hour}`),
    text: turnText(t, turn),
  }))

export function countState(t: T, { counted, sheets }: Pick<StationRecord, 'counted' | 'sheets'>): string {
  if (counted) return t('stations.count.agreed')
  return t(sheets === 0 ? 'stations.count.nothing' : sheets === 1 ? 'stations.count.one' : 'stations.count.differ')
}

type LetterOf = { locale: Locale; station: StationRecord; post: PostInList; names: string }

/** What the form of a letter says beforehand: her names as they are in her record. */
export function letterPageOf(t: T, { station, post, names }: LetterOf) {
  const values = { family_name: post.family_name ?? '', given_names: post.given_name }
  return {
    t,
    names,
    title: `${t(`stations.letter.title-${post.role}`)} · ${stationName(t, station)}`,
    form: { values, errors: {} },
  }
}

/** What the law says of who may be here, with the article; or that we do not know. */
function lawText(t: T, locale: Locale, vote: Vote): string {
  const rule = ruleFor(vote, 'assessor')
  return rule
    ? t('stations.law', { article: rule.article, other: ruleFor(vote, 'delegate')?.article ?? '' })
    : rollTexts.in(locale)('roll.unknown')
}

async function show(app: App, reply: FastifyReply, station: StationRecord, form: FormState = { values: {}, errors: {} }) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const vote = await findVote(app, station.election_id)
  const [day, volunteers] = await Promise.all([dayAt(app, vote, station), volunteersIn(app.database.read, vote.id, station)])
  const count = station.posts.length + volunteers.length
  await witnessOf(app)(actor, { action: 'list', object: 'station', id: station.id, count })
  const path = link(stationPath(vote.id, station.id))
  const live = (state: string) => state === 'asked' || state === 'yes'
  const page = {
    t,
    title: stationName(t, station),
    lead: `${vote.name} · ${townOf(station)}`,
    back: link(townPath(vote.id, station.place_id)),
    count: link(countPath(station.id)),
    names: namesText({ t, locale, zone: station.time_zone }, day, app.now()),
    law: lawText(t, locale, vote),
    posts: station.posts.map((post) => ({
      id: post.id,
      role: t(`stations.role-${post.role}`),
      who: t(`stations.said-${post.state}`, { who: fullName(post) }),
      end: live(post.state) ? `${path}/posts/${post.id}/end` : undefined,
      letter: live(post.state) && day?.names ? `${path}/posts/${post.id}/letter` : undefined,
    })),
    turns: turnsOf(t, station.posts),
    appoint: {
      action: `${path}/posts`,
      form,
      roles: ROLES.map((role) => ({ value: role, text: t(`stations.role-${role}`) })),
      volunteers: volunteers.map((one) => ({
        value: one.id,
        text: [
          `${fullName(one)}, ${townOf(one)}`,
          one.roles.map((role) => t(`stations.role-${role}`)).join(', '),
          one.hours.map((hour) => t(`stations.hour-${hour}`)).join(', '),
          ...(one.serves ? [t('stations.appoint.serves', { role: t(`stations.role-${one.serves}`), n: one.stations })] : []),
        ].join(' – '),
      })),
    },
    remove: station.posts.some(({ state }) => live(state)) || station.sheets > 0 ? undefined : `${path}/removal`,
  }
  return reply.page({ title: page.title, body: <StationPage {...page} /> })
}
