import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { normaliseEmail } from '#platform/text/email'
import {
  agreedBy,
  groupForOrganiser,
  GroupParams,
  groupPath,
  membershipPath,
  membersPath,
  publicGroup,
} from '../../core/index.ts'
import { endInvitation, invite } from '../commands/invite.ts'
import { acceptRequest, refuseRequest } from '../commands/join.ts'
import { invitationLinks } from '../inviting.ts'
import { InvitedPage } from '../members.page.tsx'
import { findInvitation } from '../queries.ts'
import { InvitationParams, InviteForm, MemberParams, TokenParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'
import { showMembers } from './members.tsx'
const config = { permission: 'signed-in' } as const

/** How others come in: by mail, by a link for paper, and by asking. */
export const invitationRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.post(
    '/groups/:group/invitations',
    { config: { ...config, evenly: {} }, schema: { params: GroupParams, body: InviteForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { group, person: by } = standing
      const values = formValues(request.body)
      if (request.validationError)
        return showMembers(app, reply.code(422), {
          ...standing,
          form: { values, errors: fieldErrors(request.validationError) },
        })
      const email = normaliseEmail(request.body.email)
      try {
        await transact((tx) => invite(tx, { group: group.id, by, email, locale: request.locale }, app.now()))
        return reply.back(membersPath(group.id), 'asked')
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return showMembers(app, reply.code(409), { ...standing, form: { values, errors: { email: error.key } } })
      }
    },
  )

  server.post('/groups/:group/links', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) => {
    const { group, person: by } = await groupForOrganiser(app, request)
    await transact((tx) => invite(tx, { group: group.id, by, email: null, locale: request.locale }, app.now()))
    return reply.back(membersPath(group.id), 'added')
  })

  server.post(
    '/groups/:group/invitations/:invitation/removal',
    { config, schema: { params: InvitationParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      await transact((tx) => endInvitation(tx, group.id, request.params.invitation))
      return reply.back(membersPath(group.id), 'ended')
    },
  )

  // Opening it changes nothing: it may be a scanner of mails.
  server.get(
    '/invited/:token',
    { config: { permission: 'anyone' }, schema: { params: TokenParams, hide: true } },
    async (request, reply) => {
      const { token } = request.params
      const id = invitationLinks.open(app, token)
      const invitation = id ? await findInvitation(read, id, app.now()) : undefined
      if (!invitation) throw new NotFound('joining.invited.over')
      const { id: group, name, town } = await publicGroup(app, invitation.group_id)
      const t = pageTexts.in(request.locale)
      const membership = `${request.link(membershipPath(group))}?invitation=${token}`
      const page = { t, name, town, group: request.link(groupPath(group)), membership }
      return reply.page({ title: t('joining.invited.title', { name }), body: <InvitedPage {...page} /> })
    },
  )
}

/** Who asked to come in: the organisers answer. */
export const requestRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post(
    '/groups/:group/requests/:person/acceptance',
    { config, schema: { params: MemberParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const { person } = request.params
      // What she shows is hers to say: nothing until she does.
      await transact((tx) => acceptRequest(tx, { group: group.id, person, agreed: agreedBy(request.locale) }, app.now()))
      return reply.back(membersPath(group.id), 'done')
    },
  )

  server.post(
    '/groups/:group/requests/:person/refusal',
    { config, schema: { params: MemberParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      await transact((tx) => refuseRequest(tx, group.id, request.params.person))
      return reply.back(membersPath(group.id), 'done')
    },
  )
}
