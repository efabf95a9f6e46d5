import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import type { Texts } from '#platform/i18n/texts'
import {
  type GroupId,
  GroupParams,
  describe,
  groupForOrganiser,
  groupPath,
  groupTexts,
  membersPath,
  type MemberStanding,
  nearestGroups,
} from '../core/index.ts'
import { answerMerge, askMerge, callNeighbours, withdrawMerge } from './commands.ts'
import { rescuePath } from './paths.ts'
import { askedBy, asking, lastCall, lifeOf } from './queries.ts'
import { RescuePage } from './rescue.page.tsx'
import { CALLED, daysAgo, FEWEST, mayCall, MOST_TOGETHER } from './rules.ts'
import { AnswerForm, MergeForm, MergeParams } from './schema.ts'
import { type T, texts } from './texts.ts'

/** For what a command refuses by a key. */
const refusals: Texts = texts
const config = { permission: 'signed-in' } as const
const params = { params: GroupParams, hide: true } as const
/** Groups that are proposed, of those that are looked at. */
const [SHOWN, LOOKED_AT] = [5, 20]

/** Being more: neighbours, and groups nearby. For organisers. */
export const rescueRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/:group/neighbours', { config, schema: params }, async (request, reply) =>
    showRescue(app, reply, await groupForOrganiser(app, request)),
  )

  server.post('/groups/:group/neighbours/calls', { config, schema: params }, async (request, reply) => {
    const standing = await groupForOrganiser(app, request)
    const { id, lng, lat } = standing.group
    const called = await transact((tx) => callNeighbours(tx, { group: id, from: { lng, lat } }, app.now()))
    return showRescue(app, reply, { ...standing, called })
  })

  server.post('/groups/:group/neighbours/merges', { config, schema: { ...params, body: MergeForm } }, async (request, reply) => {
    const standing = await groupForOrganiser(app, request)
    try {
      await transact((tx) => askMerge(tx, { from: standing.group.id, into: request.body.into }, app.now()))
      return reply.back(rescuePath(standing.group.id), 'asked')
    } catch (error) {
      if (!(error instanceof Conflict) || !error.key.startsWith('rescue.')) throw error
      return showRescue(app, reply.code(409), { ...standing, refused: error.key })
    }
  })

  server.post(
    '/groups/:group/neighbours/merges/:merge/removal',
    { config, schema: { params: MergeParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      await transact((tx) => withdrawMerge(tx, { from: group.id, id: request.params.merge }, app.now()))
      return reply.back(rescuePath(group.id), 'removed')
    },
  )

  server.post(
    '/groups/:group/neighbours/merges/:merge/answer',
    { config, schema: { params: MergeParams, body: AnswerForm, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const answer = { into: group.id, id: request.params.merge, accepted: request.body.answer === 'yes' }
      await transact((tx) => answerMerge(tx, answer, app.now()))
      return reply.back(membersPath(group.id), 'done')
    },
  )
}

type Shown = MemberStanding & { called?: number; refused?: string }

async function showRescue(app: App, reply: FastifyReply, { group, called, refused }: Shown) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = texts.in(locale)
  const path = link(rescuePath(group.id))
  const [waits, asked, last] = [await asking(read, group.id), await askedBy(read, group.id), await lastCall(read, group.id)]
  const small = group.size < FEWEST
  const near = small ? await nearestGroups(read, group, { limit: LOOKED_AT }) : []
  const fits = near.filter(({ id, size }) => id !== group.id && size + group.size <= MOST_TOGETHER).slice(0, SHOWN)
  const page = {
    t,
    name: group.name,
    back: link(membersPath(group.id)),
    asked: asked.map(({ id, name, size }) => ({
      key: id,
      text: t('rescue.asked.lead', { name, size }),
      action: `${path}/merges/${id}/answer`,
    })),
    waits: waits && { text: t('rescue.merge.waiting', { name: waits.name }), withdrawal: `${path}/merges/${waits.id}/removal` },
    near: small
      ? fits.map((one) => {
          const { name, town, distance, size } = describe(app, one, {
            t: groupTexts.in(locale),
            locale,
            at: link(groupPath(one.id)),
          })
          return { key: one.id, name, facts: [{ label: town, value: [size, distance].filter(Boolean).join(' · ') }] }
        })
      : undefined,
    merge: `${path}/merges`,
    ...(await callOf(app, { group, small, last, path, t })),
    notice: called === undefined ? refused && refusals.in(locale)(refused) : t('rescue.call.done', { n: called }),
  }
  return reply.page({ title: t('rescue.title', { name: group.name }), body: <RescuePage {...page} /> })
}

type Calling = { group: { id: GroupId }; small: boolean; last: Date | undefined; path: string; t: T }

/** Where the button leads by which neighbours are written to, and what is said where it cannot be pressed. */
async function callOf(app: App, { group, small, last, path, t }: Calling) {
  const now = app.now()
  const may = mayCall(await lifeOf(app.database.read, group.id), now)
  const lately = last !== undefined && last > daysAgo(now, CALLED.groupAgain)
  return {
    call: small && may && !lately ? `${path}/calls` : undefined,
    why: t(small && !may ? 'rescue.call.not-yet' : 'rescue.call.again'),
  }
}
