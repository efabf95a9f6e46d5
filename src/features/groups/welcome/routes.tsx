import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import type { FormState } from '#ui/form'
import { newcomerOf, type PersonId } from '#people'
import { type GroupId, agreedBy, groupPath, mayEnter, membersPath, publicGroup } from '../core/index.ts'
import { joinGroup, joiningTexts, JoinPage, SharingForm } from '../joining/index.ts'
import { texts } from './texts.ts'
import { WelcomePage } from './welcome.page.tsx'

const config = { permission: 'anyone' } as const
const WelcomeParams = Type.Object({ group: Type.String({ format: 'uuid' }), token: Type.String({ maxLength: 120 }) })

type GroupRecord = Awaited<ReturnType<typeof publicGroup>>

/**
 * Joining right after signing, for an hour: she has just shown that the mailbox is hers, so she is not asked for a code as well. The token opens nothing
 * but this door.
 */
export const welcomeRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/groups/:group/welcome/:token',
    { config, schema: { params: WelcomeParams, hide: true } },
    async (request, reply) => {
      const { group } = await newcomer(app, request)
      return showJoin(request, reply, { group, form: { values: {}, errors: {} } })
    },
  )

  server.post(
    '/groups/:group/welcome/:token',
    { config, schema: { params: WelcomeParams, body: SharingForm, hide: true } },
    async (request, reply) => {
      const { group, person } = await newcomer(app, request)
      const { sharing, words } = request.body
      const joining = { group: group.id, person, how: 'site' as const, agreed: agreedBy(request.locale, sharing), words }
      try {
        const joined = await app.database.transact((tx) => joinGroup(tx, joining, app.now()))
        return showWelcome(reply, group, joined)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const form = { values: formValues(request.body), errors: {}, notice: error.key }
        return showJoin(request, reply.code(409), { group, form })
      }
    },
  )
}

/** Who holds the token, and the group that she looks at. */
async function newcomer(
  app: App,
  { params }: Asked<{ group: GroupId; token: string }>,
): Promise<{ group: GroupRecord; person: PersonId }> {
  const { group: id, token } = params
  const person = await newcomerOf(app, token)
  if (!person) throw new NotFound('welcome.over')
  return { group: await publicGroup(app, id), person: person.id }
}

function showJoin(
  { locale, link, plainPath }: FastifyRequest,
  reply: FastifyReply,
  { group, form }: { group: GroupRecord; form: FormState },
) {
  const t = joiningTexts.in(locale)
  const kind: 'open' | 'approval' | 'full' = mayEnter(group.size) ? group.joining : 'full'
  const page = { t, locale, name: group.name, path: link(plainPath), form, kind, invitation: undefined, others: [] }
  return reply.page({ title: t('joining.join.title', { name: group.name }), body: <JoinPage {...page} /> })
}

function showWelcome(reply: FastifyReply, group: GroupRecord, joined: 'in' | 'asked') {
  const { locale, link } = reply.request
  const t = texts.in(locale)
  const page = { t, name: group.name, joined, group: link(groupPath(group.id)), members: link(membersPath(group.id)) }
  return reply.page({ title: t(`welcome.title-${joined}`, { name: group.name }), body: <WelcomePage {...page} /> })
}
