import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findGroup } from '#groups'
import {
  addQuestion,
  addRole,
  askHost,
  eventForHolder,
  eventPath,
  type EventRecord,
  planPath,
  questionsOf,
  removeQuestion,
  removeRole,
  rolesOf,
  roleText,
  withdrawHost,
} from '../../core/index.ts'
import { PlanPage } from '../plan.page.tsx'
import { readRole } from '../reading.ts'
import { EventParams, HostForm, HostParams, QuestionForm, QuestionParams, RoleForm, RoleParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const ofGroups = { ...config, about: 'groups' } as const
const formTexts = joinTexts([httpTexts, pageTexts])
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

const schema = { params: EventParams, hide: true } as const

/** Roles and shifts of an event. */
export const planRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/events/:event/plan', { config, schema }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    return showPlan(app, reply, { event })
  })

  server.post(
    '/events/:event/roles',
    { config, schema: { ...schema, body: RoleForm }, attachValidation: true },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showPlan(app, reply.code(code), { event, form, refused: 'role' }),
        work: async () => {
          const role = readRole(request.body, event)
          await transact((tx) => addRole(tx, event.id, role))
          return reply.back(planPath(event.id), 'added')
        },
      })
    },
  )

  server.post(
    '/events/:event/roles/:role/removal',
    { config, schema: { params: RoleParams, hide: true } },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showPlan(app, reply.code(code), { event, form, refused: 'role' }),
        work: async () => {
          await transact((tx) => removeRole(tx, event.id, request.params.role))
          return reply.back(planPath(event.id), 'removed')
        },
      })
    },
  )
}

/** Questions, and groups that are asked to hold it too. */
export const askingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post(
    '/events/:event/questions',
    { config, schema: { ...schema, body: QuestionForm }, attachValidation: true },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showPlan(app, reply.code(code), { event, form, refused: 'question' }),
        work: async () => {
          const { words, kind, required } = request.body
          await transact((tx) => addQuestion(tx, event.id, { words: words.trim(), kind, required: required === 'true' }))
          return reply.back(planPath(event.id), 'added')
        },
      })
    },
  )

  server.post(
    '/events/:event/questions/:question/removal',
    { config, schema: { params: QuestionParams, hide: true } },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      await transact((tx) => removeQuestion(tx, event.id, request.params.question))
      return reply.back(planPath(event.id), 'removed')
    },
  )

  server.post(
    '/events/:event/hosts',
    { config: ofGroups, schema: { ...schema, body: HostForm }, attachValidation: true },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showPlan(app, reply.code(code), { event, form, refused: 'host' }),
        work: async () => {
          const id = UUID.exec(request.body.group)?.[0]
          const group = id && (await findGroup(app.database.read, id))
          if (!group || group.closed_at || group.unlisted_at) throw new Invalid({ group: 'hosting.hosts.unknown' })
          await transact((tx) => askHost(tx, { event: event.id, group: group.id }, app.now()))
          return reply.back(planPath(event.id), 'asked')
        },
      })
    },
  )
}

/** Groups that are asked to hold it too, and no more. */
export const hostRoutes: Routes = (app: App) => async (server) => {
  server.post(
    '/events/:event/hosts/:group/removal',
    { config: ofGroups, schema: { params: HostParams, hide: true } },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      const { group } = request.params
      await app.database.transact((tx) => withdrawHost(tx, event.id, group))
      return reply.back(planPath(event.id), 'removed')
    },
  )
}

type Shown = { event: EventRecord; form?: FormState; refused?: 'role' | 'question' | 'host' }

async function showPlan(app: App, reply: FastifyReply, { event, form, refused }: Shown) {
  const { read } = app.database
  const { locale, link, way } = reply.request
  const t = formTexts.in(locale)
  const path = link(eventPath(event.id))
  const [roles, questions] = [await rolesOf(read, event.id), await questionsOf(read, event.id)]
  const page = {
    t,
    locale,
    title: event.title,
    form: form ?? { values: {}, errors: {} },
    refused,
    roles: roles.map((role) => ({
      id: role.id,
      text: roleText(t, locale, { ...role, time_zone: event.time_zone }),
      change: `${path}/roles/${role.id}`,
      remove: `${path}/roles/${role.id}/removal`,
    })),
    questions: questions.map(({ id, words }) => ({ id, text: words, remove: `${path}/questions/${id}/removal` })),
    hosts: event.groups.map(({ id, name, accepted }) => ({
      id,
      text: [name, ...(accepted ? [] : [t('hosting.hosts.asked')])].join(' · '),
      // What nobody answered yet can be taken back; a group that said yes leaves by itself.
      remove: accepted ? undefined : `${path}/hosts/${id}/removal`,
    })),
    paths: { role: `${path}/roles`, question: `${path}/questions`, host: way(`${eventPath(event.id)}/hosts`) },
    back: path,
  }
  return reply.page({ title: t('hosting.plan.title'), body: <PlanPage {...page} /> })
}
