import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { groupsOf, membershipPath, membersPath, sizeText } from '../../core/index.ts'
import { MinePage } from '../mine.page.tsx'
import { requestsOf } from '../queries.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const

/** The groups of whoever is signed in. */
export const mineRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  server.get('/me/groups', { config, schema: { hide: true } }, async ({ actor, locale, link }, reply) => {
    const t = pageTexts.in(locale)
    const person = actor.person?.id
    const [mine, asked] = person ? await Promise.all([groupsOf(read, person), requestsOf(read, person)]) : [[], []]
    const page = {
      t,
      groups: mine.map(({ id, name, town, role, size }) => ({
        id,
        name,
        town,
        href: link(membersPath(id)),
        facts: [t(`groups.role-${role}`), sizeText(t, size)],
      })),
      asked: asked.map(({ id, name }) => ({ name, withdraw: link(membershipPath(id)) })),
      find: link('/groups'),
      create: link('/groups/new'),
    }
    return reply.page({ title: t('joining.mine.title'), body: <MinePage {...page} /> })
  })
}
