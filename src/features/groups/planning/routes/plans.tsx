import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { type FieldErrors, fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { audiences, frozenRuleOf } from '#people'
import { plansEverywhere } from '../access.ts'
import { makePlan } from '../commands/plan.ts'
import { PlansPage } from '../plans.page.tsx'
import { plans } from '../queries.ts'
import { PlanForm } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'groups.plan' } as const
const formTexts = joinTexts([httpTexts, texts])
const USUAL: FormState = { values: { size: '7', reach: '20' }, errors: {} }

/** Plans of areas: what there is, and a new one. */
export const plansRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/plans', { config, schema: { hide: true } }, async (_request, reply) => showPlans(app, reply, USUAL))

  server.post(
    '/staff/plans',
    { config, schema: { body: PlanForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const again = (errors: FieldErrors) => showPlans(app, reply.code(422), { values: formValues(request.body), errors })
      if (request.validationError) return again(fieldErrors(request.validationError))
      const { name, audience: id, size, reach } = request.body
      const rule = await frozenRuleOf(read, id)
      if (!rule) return again({ audience: 'form.wrong' })
      const asked = { name: name.trim(), rule, size: Number(size), reach: Number(reach) }
      const plan = await transact((tx) => makePlan(tx, handOf(app, request), asked))
      return reply.back(`/staff/plans/${plan}`, 'begun')
    },
  )
}

async function showPlans(app: App, reply: FastifyReply, form: FormState) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const [found, all] = await Promise.all([plans(read, plansEverywhere(actor) ? undefined : actor.account), audiences(read)])
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const page = {
    t,
    locale,
    form,
    audiences: all.map(({ id, name }) => ({ value: id, text: name })),
    lines: found.map(({ id, name, state, people, made_at }) => ({
      id,
      href: link(`/staff/plans/${id}`),
      name,
      cells: [formatNumber(locale, people), t(`planning.state-${state}`), day.format(made_at)],
    })),
    fresh: link('/staff/audiences/new'),
  }
  return reply.page({ title: t('planning.title'), body: <PlansPage {...page} /> })
}
