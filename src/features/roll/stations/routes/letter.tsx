import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import type { Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { MANAGE, personOf, stationInCharge } from '../access.ts'
import { namesText, stationName } from '../describing.ts'
import { sendLetter } from '../lettering.ts'
import { stationPath } from '../paths.ts'
import { type PostInList, type StationRecord, stationsWith } from '../queries/stations.ts'
import { LetterForm, OwnPostParams, PostParams } from '../schema.ts'
import { LetterPage } from '../station.page.tsx'
import type { PostId, StationId, VoteId } from '../tables.ts'
import { type T, texts } from '../texts.ts'
import { dayAt, findVote } from '../voting.ts'

const own = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])

/** Letters of appointment, for those in charge and for her who is appointed: what is typed is printed in the same answer, and kept nowhere. */
export const letterRoutes: Routes = (app: App) => async (server) => {
  const at = '/staff/stations/:vote/at/:station'
  const config = { permission: MANAGE } as const

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

  const path = '/me/station/posts/:post/letter'
  server.get(path, { config: own, schema: { params: OwnPostParams, hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const t = formTexts.in(locale)
    const { station, post, day } = await ownPost(app, request)
    const page = letterPageOf(t, {
      locale,
      station,
      post,
      names: namesText({ t, locale, zone: station.time_zone }, day, app.now()),
    })
    const action = link(`/me/station/posts/${post.id}/letter`)
    return reply.page({ title: page.title, body: <LetterPage {...page} {...{ action }} back={link('/me/station')} /> })
  })

  server.post(path, { config: own, schema: { params: OwnPostParams, body: LetterForm, hide: true } }, async (request, reply) =>
    sendLetter(app, reply, { ...(await ownPost(app, request)), typed: request.body }),
  )
}

async function postInCharge(app: App, request: Asked<{ vote: VoteId; station: StationId; post: string }>) {
  const station = await stationInCharge(app, request)
  const post = station.posts.find(({ id, state }) => id === request.params.post && (state === 'asked' || state === 'yes'))
  if (!post) throw new NotFound('stations.gone')
  return { station, post }
}

/** A post that she said yes to. */
async function ownPost(app: App, request: Asked<{ post: PostId }>) {
  const stations = await stationsWith(app.database.read, personOf(request))
  const station = stations.find(({ posts }) => posts.some(({ id }) => id === request.params.post))
  const post = station?.posts.find(
    ({ id, state, person_id }) => id === request.params.post && state === 'yes' && person_id === request.actor.person?.id,
  )
  if (!station || !post) throw new NotFound('stations.gone')
  const vote = await findVote(app, station.election_id)
  return { station, post, vote, day: await dayAt(app, vote, station) }
}

type LetterOf = { locale: Locale; station: StationRecord; post: PostInList; names: string }

/** What the form of a letter says beforehand: her names as they are in her record. */
function letterPageOf(t: T, { station, post, names }: LetterOf) {
  const values = { family_name: post.family_name ?? '', given_names: post.given_name }
  return {
    t,
    names,
    title: `${t(`stations.letter.title-${post.role}`)} · ${stationName(t, station)}`,
    form: { values, errors: {} },
  }
}
