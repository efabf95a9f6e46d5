import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { type Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { witnessOf } from '#staff'
import type { FormState } from '#ui/form'
import { rollTexts, type Vote } from '../../core/index.ts'
import { MANAGE, stationInCharge } from '../access.ts'
import { appoint, endPost, removeStation } from '../commands/stations.ts'
import { fullName, namesText, stationName, townOf, turnsOf } from '../describing.ts'

import { countPath, stationPath, townPath, votePath } from '../paths.ts'

import { type StationRecord, volunteersIn } from '../queries/stations.ts'
import { ROLES } from '../rules/posts.ts'
import { AppointForm, PostParams, StationParams } from '../schema.ts'
import { StationPage } from '../station.page.tsx'

import { type T, texts } from '../texts.ts'
import { dayAt, findVote, ruleFor, type StationDay } from '../voting.ts'

const config = { permission: MANAGE } as const
const EMPTY: FormState = { values: {}, errors: {} }
const formTexts = joinTexts([httpTexts, texts])

/** The stations of a town, one by one, for those in charge of it. */
export const stationRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const at = '/staff/stations/:vote/at/:station'
  const schema = { params: StationParams, hide: true }

  server.get(at, { config, schema }, async (request, reply) => show(app, reply, { station: await stationInCharge(app, request) }))

  server.post(
    `${at}/posts`,
    { config, schema: { ...schema, body: AppointForm }, attachValidation: true },
    async (request, reply) => {
      const station = await stationInCharge(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { station, form }),
        work: async () => {
          const vote = await findVote(app, station.election_id)
          const day = await dayAt(app, vote, station)
          if (!day || day.today > day.vote_on) throw new Conflict('stations.over')
          const { volunteer, role } = request.body
          const rule = ruleFor(vote, role)?.value
          await transact((tx) =>
            appoint(tx, handOf(app, request), { station, volunteer, role, rule, scope: request.actor.scope(MANAGE) }),
          )
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
    // From the day of the vote on something may have been read there.
    if (isOn(await dayAt(app, await findVote(app, station.election_id), station))) throw new Conflict('stations.in-use')
    await transact((tx) => removeStation(tx, handOf(app, request), station.id))
    return reply.back(votePath(station.election_id), 'removed')
  })
}

const isOn = (day: StationDay | undefined) => day !== undefined && day.today >= day.vote_on

/** What the law says of who may be here, with the article; or that we do not know. */
function lawText(t: T, locale: Locale, vote: Vote): string {
  const rule = ruleFor(vote, 'assessor')
  return rule
    ? t('stations.law', { article: rule.article, other: ruleFor(vote, 'delegate')?.article ?? '' })
    : rollTexts.in(locale)('roll.unknown')
}

async function show(app: App, reply: FastifyReply, { station, form = EMPTY }: { station: StationRecord; form?: FormState }) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const vote = await findVote(app, station.election_id)
  const [day, volunteers] = await Promise.all([
    dayAt(app, vote, station),
    volunteersIn(app.database.read, vote.id, { ...station, scope: actor.scope(MANAGE) }),
  ])
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
    began: isOn(day),
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
          ...(one.serves
            ? [
                t('stations.appoint.serves', {
                  role: t(`stations.role-${one.serves}`).toLocaleLowerCase(locale),
                  n: one.stations,
                }),
              ]
            : []),
        ].join(' – '),
      })),
    },
    remove: station.posts.some(({ state }) => live(state)) || isOn(day) ? undefined : `${path}/removal`,
  }
  return reply.page({ title: page.title, body: <StationPage {...page} /> })
}
