import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import { todayOf } from '#platform/i18n/moments'
import { changeRule } from '../commands/requests.ts'
import { dueForErasure, retentionRules } from '../queries.ts'
import { RuleForm, RuleParams } from '../schema.ts'
import { RetentionPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'privacy.answer', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])
/** A preview counts no further. */
const MOST_SHOWN = 1000

/** What goes tonight. */
export const retentionRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/retention', { config, schema: { hide: true } }, async (request, reply) => {
    const t = formTexts.in(request.locale)
    const today = todayOf(app)
    const rules = await Promise.all(
      (await retentionRules(read)).map(async (rule) => {
        const n = (await dueForErasure(read, rule, { today, limit: MOST_SHOWN + 1 })).length
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
      const { months, active } = request.body
      await transact((tx) =>
        changeRule(tx, handOf(app, request), { name: request.params.rule, months, active: active === 'true' }),
      )
      return reply.back('/staff/retention', 'saved')
    },
  )
}
