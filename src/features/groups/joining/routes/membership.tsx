import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { dateFormat } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import {
  agreedBy,
  describe,
  findMembership,
  groupFor,
  groupForNewcomer,
  GroupParams,
  groupPath,
  mayEnter,
  membershipPath,
  membersPath,
  nearestGroups,
  setMails,
  SHARINGS,
  sizeText,
  type Standing,
  takeOver,
  writeSharing,
} from '../../core/index.ts'
import { joinGroup, withdrawRequest } from '../commands/join.ts'
import { leaveGroup } from '../commands/leave.ts'
import { invitationFor } from '../inviting.ts'
import { AskedPage, JoinPage, MembershipPage, NobodyPage } from '../membership.page.tsx'
import { findRequest } from '../queries.ts'
import { InvitedQuery, MailsForm, SharingForm } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const params = { params: GroupParams, hide: true } as const
const OTHERS = 3

/** Coming into a group, being in it, leaving it. */
export const membershipRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(
    '/groups/:group/membership',
    { config, schema: { ...params, querystring: InvitedQuery } },
    async (request, reply) => {
      const standing = await groupFor(app, request.actor, request.params.group)
      return showStanding(app, reply, { ...standing, invitation: request.query.invitation })
    },
  )

  server.post(
    '/groups/:group/membership',
    { config, schema: { ...params, body: SharingForm }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupFor(app, request.actor, request.params.group)
      const { group, person } = standing
      const values = formValues(request.body)
      if (request.validationError)
        return showStanding(app, reply.code(422), {
          ...standing,
          form: { values, errors: fieldErrors(request.validationError) },
        })
      if (!person) return showStanding(app, reply.code(422), standing)
      const { sharing, words, invitation } = request.body
      const how = (await invitationFor(app, request.actor, { group: group.id, token: invitation })) ?? 'site'
      const agreed = agreedBy(request.locale, sharing)
      try {
        const joined = await transact((tx) => joinGroup(tx, { group: group.id, person, how, agreed, words }, app.now()))
        return joined === 'in' ? reply.back(membersPath(group.id), 'done') : reply.back(membershipPath(group.id), 'asked')
      } catch (error) {
        if (error instanceof Conflict)
          return showStanding(app, reply.code(409), { ...standing, form: { values, errors: {}, notice: error.key } })
        throw error
      }
    },
  )

  server.post('/groups/:group/membership/request-removal', { config, schema: params }, async (request, reply) => {
    // Also of a group that was unlisted meanwhile.
    const { person } = request.actor
    if (person) await transact((tx) => withdrawRequest(tx, request.params.group, person.id))
    return reply.back('/me/groups', 'removed')
  })

  server.post(
    '/groups/:group/membership/sharing',
    { config, schema: { ...params, body: SharingForm } },
    async (request, reply) => {
      const { group, person } = await groupForNewcomer(app, request)
      const agreed = agreedBy(request.locale, request.body.sharing)
      await transact((tx) => writeSharing(tx, { group: group.id, person, agreed }, app.now()))
      return reply.back(membershipPath(group.id), 'saved')
    },
  )
}

/** What one gets by mail of a group. */
export const mailsRoutes: Routes = (app: App) => async (server) => {
  server.post('/groups/:group/membership/mails', { config, schema: { ...params, body: MailsForm } }, async (request, reply) => {
    const { group, person } = await groupForNewcomer(app, request)
    await app.database.transact((tx) => setMails(tx, { group: group.id, person, mails: request.body.mails }))
    return reply.back(membershipPath(group.id), 'saved')
  })
}

/** Leaving a group, and taking over one that nobody leads. */
export const leavingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post('/groups/:group/membership/removal', { config, schema: params }, async (request, reply) => {
    const standing = await groupForNewcomer(app, request)
    const { group, person } = standing
    try {
      await transact((tx) => leaveGroup(tx, { group: group.id, person }, app.now()))
      return reply.back('/me/groups', 'done')
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const form = { values: {}, errors: {}, notice: error.key }
      return showStanding(app, reply.code(409), { ...standing, form })
    }
  })

  server.post('/groups/:group/membership/organising', { config, schema: params }, async (request, reply) => {
    const { group, person } = await groupForNewcomer(app, request)
    await transact((tx) => takeOver(tx, { group: group.id, person }, app.now()))
    return reply.back(membersPath(group.id), 'done')
  })
}

type Shown = Standing & { form?: FormState; invitation?: string | undefined }

/** What somebody is to a group, and what she may do: come in, wait, or see what she shows. */
async function showStanding(app: App, reply: FastifyReply, { group, person, role, form, invitation }: Shown) {
  const { request } = reply
  const { locale, link } = request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const common = { t, locale, name: group.name, path: link(membershipPath(group.id)) }
  if (!person) return reply.page({ title: t('joining.nobody.title'), body: <NobodyPage t={t} sign={link('/sign')} /> })
  if (role) {
    const mine = (await findMembership(read, group.id, person))!
    const ticked = SHARINGS.filter((what) => mine[what]).map((what): [string, string] => [`sharing[${what}]`, 'true'])
    const day = dateFormat(locale, { dateStyle: 'long', timeZone: group.time_zone }).format(mine.joined_at)
    const page = {
      ...common,
      form: { errors: {}, ...form, values: Object.fromEntries(ticked) },
      facts: [t(`groups.role-${role}`), t('joining.membership.since', { day }), sizeText(t, group.size)],
      role,
      mails: mine.mails,
      vacant: group.vacant_since !== null,
      home: link(membersPath(group.id)),
    }
    return reply.page({ title: group.name, body: <MembershipPage {...page} /> })
  }
  if (!form && (await findRequest(read, group.id, person))) {
    const withdrawal = `${common.path}/request-removal`
    return reply.page({ title: group.name, body: <AskedPage {...common} withdrawal={withdrawal} find={link('/groups')} /> })
  }
  const kind: 'open' | 'approval' | 'full' = mayEnter(group.size) ? group.joining : 'full'
  const near = kind === 'full' ? await nearestGroups(read, group, { room: true, limit: OTHERS }) : []
  const page = {
    ...common,
    form: form ?? { values: {}, errors: {} },
    kind:
      (await invitationFor(app, request.actor, { group: group.id, token: invitation })) === 'invitation' && kind === 'approval'
        ? ('open' as const)
        : kind,
    invitation,
    others: near.map((one) => describe(app, one, { t, locale, at: link(groupPath(one.id)) })),
  }
  return reply.page({ title: t('joining.join.title', { name: group.name }), body: <JoinPage {...page} /> })
}
