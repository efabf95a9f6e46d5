import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { personOfEmail } from '#people'
import { sizeText } from '../describing.ts'
import { MinePage } from '../group.page.tsx'
import { membershipPath, membersPath } from '../paths.ts'
import { groupsOf, requestsOf } from '../queries/group.ts'
import { texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const

/** The groups of whoever is signed in. */
export const mineRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  server.get('/me/groups', { config, schema: { hide: true } }, async ({ actor, locale, link }, reply) => {
    const t = texts.in(locale)
    const person = await personOfEmail(read, actor.email)
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
    return reply.page({ title: t('groups.mine.title'), body: <MinePage {...page} /> })
  })
}
