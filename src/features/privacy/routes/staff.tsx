import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { wording } from '#people'
import { requireEverywhere } from '#staff'
import { answerRequest, changeRule, receiveRequest } from '../commands/requests.ts'
import { dueForErasure, openRequests, retentionRules } from '../queries.ts'
import { urgency } from '../rules.ts'
import { IdParams, RequestForm, RuleForm, RuleParams } from '../schema.ts'
import { RegisterPage, RequestsPage, RetentionPage } from '../staff.page.tsx'
import { type T, texts } from '../texts.ts'

const config = { permission: 'privacy.answer' } as const
const formTexts = joinTexts([httpTexts, texts])
const KINDS = ['access', 'correction', 'erasure', 'objection', 'restriction', 'portability'] as const
/** A preview counts no further. */
const MOST_SHOWN = 1000

/** What the data officer works with. */
export const officerRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const hand = ({ actor }: FastifyRequest) => ({ actor, now: app.now() })

  server.get('/staff/requests', { config, schema: { hide: true } }, (request, reply) =>
    showRequests(app, request, reply, { values: {}, errors: {} }),
  )
  server.post(
    '/staff/requests',
    { config, schema: { body: RequestForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      if (request.validationError)
        return showRequests(app, request, reply.code(422), {
          values: request.body as Record<string, string>,
          errors: fieldErrors(request.validationError),
        })
      await transact((tx) => receiveRequest(tx, hand(request), request.body))
      return reply.redirect(request.link('/staff/requests'), 303)
    },
  )
  server.post('/staff/requests/:id/answer', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    await transact((tx) => answerRequest(tx, hand(request), request.params.id))
    return reply.redirect(request.link('/staff/requests'), 303)
  })

  server.get('/staff/retention', { config, schema: { hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'privacy.answer')
    const t = formTexts.in(request.locale) as T
    const today = app.now().toISOString().slice(0, 10)
    const rules = await Promise.all(
      (await retentionRules(read)).map(async (rule) => {
        const n = (await dueForErasure(read, rule, today, MOST_SHOWN + 1)).length
        return {
          name: rule.name,
          title: t(`privacy.retention.${rule.name}`),
          what: t(`privacy.retention.${rule.name}-what`, { months: rule.months }),
          preview: t('privacy.retention.preview', {
            n: Math.min(n, MOST_SHOWN),
            more: n > MOST_SHOWN ? 'yes' : 'no',
            active: rule.active ? 'yes' : 'no',
          }),
          action: request.link(`/staff/retention/${rule.name}`),
          form: { values: { months: String(rule.months), active: String(rule.active) }, errors: {} },
        }
      }),
    )
    return reply.page({ title: t('privacy.retention.title'), body: <RetentionPage t={t} rules={rules} /> })
  })
  server.post(
    '/staff/retention/:rule',
    { config, schema: { params: RuleParams, body: RuleForm, hide: true } },
    async (request, reply) => {
      requireEverywhere(request.actor, 'privacy.answer')
      const { months, active } = request.body
      await transact((tx) => changeRule(tx, hand(request), { name: request.params.rule, months, active: active === 'true' }))
      return reply.redirect(request.link('/staff/retention'), 303)
    },
  )

  server.get('/staff/register', { config, schema: { hide: true } }, async (request, reply) => {
    const t = formTexts.in(request.locale) as T
    const { controller, contact, name } = app.movement.current
    const page = {
      t,
      controller: controller ?? name,
      contact,
      purposes: (['support', 'news', 'calls'] as const).map((purpose) => ({
        name: t(`privacy.purpose.${purpose}`),
        basis: t('privacy.register.consent'),
        wording: wording(app, request.locale, purpose).text,
      })),
      tables: app.personalData.map(({ table, why, onErasure }) => ({ table, why, erasure: t(`privacy.register.${onErasure}`) })),
    }
    return reply.page({ title: t('privacy.register.title'), body: <RegisterPage {...page} /> })
  })
}

async function showRequests(app: App, request: FastifyRequest, reply: FastifyReply, form: FormState) {
  requireEverywhere(request.actor, 'privacy.answer')
  const { locale, link } = request
  const t = formTexts.in(locale) as T
  const today = app.now().toISOString().slice(0, 10)
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
