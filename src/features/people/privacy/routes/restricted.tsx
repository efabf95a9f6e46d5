import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { dateFormat } from '#platform/i18n/locales'
import { witnessOf } from '#staff'
import { restrictedPeople } from '../queries.ts'
import { RestrictedPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'privacy.answer', everywhere: true } as const

/** The records that nobody else sees or finds: whoever answers to these people must. */
export const restrictedRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/restricted', { config, schema: { hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const t = texts.in(locale)
    const found = await restrictedPeople(app.database.read)
    await witnessOf(app)(request.actor, { action: 'list', object: 'person', count: found.length })
    const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
    const people = found.map(({ id, given_name, family_name, restricted_at }) => ({
      id,
      name: [given_name, family_name].filter(Boolean).join(' ') || t('privacy.restricted.nameless'),
      href: link(`/staff/people/${id}`),
      since: day.format(restricted_at!),
    }))
    return reply.page({ title: t('privacy.restricted.title'), body: <RestrictedPage {...{ t, people }} /> })
  })
}
