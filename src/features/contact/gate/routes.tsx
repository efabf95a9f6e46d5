import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import { RulesPage } from './rules.page.tsx'
import { partsOf } from './saying.ts'
import { texts } from './texts.ts'

/** What the law says, as it is read here; it tells of nobody. */
export const contactRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/contact', { config: { permission: 'people.see' }, schema: { hide: true } }, (request, reply) => {
    const t = texts.in(request.locale)
    const parts = partsOf({ t, locale: request.locale }, { country: app.movement.current.country, today: todayOf(app) })
    return reply.page({ title: t('contact.rules.title'), body: <RulesPage t={t} parts={parts} /> })
  })
}
