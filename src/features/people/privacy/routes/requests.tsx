import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { todayOf } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { answerRequest, receiveRequest } from '../commands/requests.ts'
import { openRequests } from '../queries.ts'
import { urgency } from '../rules.ts'
import { IdParams, RequestForm } from '../schema.ts'
import { RequestsPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'privacy.answer', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])
const KINDS = ['access', 'correction', 'erasure', 'objection', 'restriction', 'portability'] as const

/** Rights asked for otherwise than on the site. */
export const requestRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/requests', { config, schema: { hide: true } }, (_request, reply) =>
    showRequests(app, reply, { values: {}, errors: {} }),
  )
  server.post(
    '/staff/requests',
    { config, schema: { body: RequestForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      if (request.validationError)
        return showRequests(app, reply.code(422), {
          values: request.body,
          errors: fieldErrors(request.validationError),
        })
      await transact((tx) => receiveRequest(tx, handOf(app, request), request.body))
      return reply.back('/staff/requests', 'saved')
    },
  )
  server.post('/staff/requests/:id/answer', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    await transact((tx) => answerRequest(tx, handOf(app, request), request.params.id))
    return reply.back('/staff/requests', 'saved')
  })
}

async function showRequests(app: App, reply: FastifyReply, form: FormState) {
  const { request } = reply
  const { locale, link } = request
  const t = formTexts.in(locale)
  const today = todayOf(app)
  const tones = { late: 'bad', soon: 'plain', 'in-time': 'good' } as const
  const requests = (await openRequests(app.database.read)).map(({ id, kind, about, received_on, due_on, answered_at }) => {
    const urgent = urgency(due_on, today)
    return {
      id,
      kind: t(`privacy.kind.${kind}`),
      about: about ?? '–',
      received: formatDay(locale, received_on),
      due: formatDay(locale, due_on),
      state: answered_at
        ? { text: t('privacy.requests.answered'), tone: 'good' as const }
        : { text: t(`privacy.requests.${urgent}`), tone: tones[urgent] },
      answer: answered_at ? undefined : link(`/staff/requests/${id}/answer`),
    }
  })
  const kinds = KINDS.map((kind) => ({ value: kind, text: t(`privacy.kind.${kind}`) }))
  const page = {
    t,
    form: { ...form, values: { received_on: today, ...form.values } },
    action: link('/staff/requests'),
    kinds,
    requests,
  }
  return reply.page({ title: t('privacy.requests.title'), body: <RequestsPage {...page} /> })
}
