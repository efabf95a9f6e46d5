import type { App } from '#platform/app'
import { contactOf } from '#platform/mail/writing'
import type { Routes } from '#platform/http/server'
import { purposesOf, wording } from '../../ledger/index.ts'
import { RegisterPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'privacy.answer' } as const

/** The record of processing (GDPR art. 30). */
export const registerRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/register', { config, schema: { hide: true } }, async (request, reply) => {
    const { locale } = request
    const t = texts.in(locale)
    const { controller, name } = app.movement.current
    const page = {
      t,
      controller: controller ?? name,
      contact: contactOf(app),
      purposes: purposesOf(app).map((one) => ({
        name: one.name[locale],
        basis: t(`privacy.register.${one.basis}`),
        wording: wording(app, one, { locale }).text,
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
