import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { wording } from '../../core/index.ts'
import { RegisterPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'privacy.answer' } as const

/** The record of processing (GDPR art. 30). */
export const registerRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/register', { config, schema: { hide: true } }, async (request, reply) => {
    const t = texts.in(request.locale)
    const { controller, contact, name } = app.movement.current
    const page = {
      t,
      controller: controller ?? name,
      contact,
      purposes: (['support', 'news', 'calls'] as const).map((purpose) => ({
        name: t(`privacy.purpose.${purpose}`),
        basis: t('privacy.register.consent'),
        wording: wording(app, { locale: request.locale, purpose }).text,
      })),
      tables: app.personalData.map(({ table, why, onErasure }) => ({
        table,
        why: why(request.locale),
        erasure: t(`privacy.register.${onErasure}`),
      })),
    }
    return reply.page({ title: t('privacy.register.title'), body: <RegisterPage {...page} /> })
  })
}
