import type { App } from '#platform/app'
import type { ReplyTo } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { changeRole, eventForHolder, eventPath, type EventRecord, planPath, rolesOf } from '../../core/index.ts'
import { RolePage } from '../plan.page.tsx'
import { readRole, roleValues } from '../reading.ts'
import { RoleForm, RoleParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, pageTexts])

/** One role: its name, hours and places. */
export const roleRoutes: Routes = (app: App) => async (server) => {
  const params = { params: RoleParams, hide: true } as const

  server.get('/events/:event/roles/:role', { config, schema: params }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    return showRole(app, reply, { event })
  })

  server.post(
    '/events/:event/roles/:role',
    { config, schema: { ...params, body: RoleForm }, attachValidation: true },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showRole(app, reply.code(code), { event, form }),
        work: async () => {
          const change = readRole(request.body, event)
          await app.database.transact((tx) => changeRole(tx, { event: event.id, role: request.params.role, change }, app.now()))
          return reply.back(planPath(event.id), 'saved')
        },
      })
    },
  )
}

async function showRole(app: App, reply: ReplyTo<{ role: string }>, { event, form }: { event: EventRecord; form?: FormState }) {
  const { locale, link, params } = reply.request
  const t = formTexts.in(locale)
  const id = params.role
  const role = (await rolesOf(app.database.read, event.id)).find((one) => one.id === id)
  if (!role) throw new NotFound('events.roles.gone')
  const page = {
    t,
    locale,
    title: event.title,
    form: form ?? { values: roleValues(role, event), errors: {} },
    action: link(`${eventPath(event.id)}/roles/${id}`),
    back: link(planPath(event.id)),
  }
  return reply.page({ title: t('hosting.roles.change'), body: <RolePage {...page} /> })
}
