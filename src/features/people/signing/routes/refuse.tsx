import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { mailboxHashOf, refuseSignature } from '../../core/index.ts'
import { links } from '../links.ts'
import { RefusedPage, RefusePage } from '../refuse.page.tsx'
import { TokenParams } from '../schema.ts'
import { texts } from '../texts.ts'
import { showOver } from './confirm.tsx'

const options = { config: { permission: 'anyone', turn: 'first' }, schema: { params: TokenParams, hide: true } } as const

/** "It was not me": the other link of the mail that asks to confirm. */
export const refuseRoutes: Routes = (app: App) => async (server) => {
  server.get('/sign/refuse/:token', options, async (request, reply) => {
    const t = texts.in(request.locale)
    if (!links.openRefuse(app, request.params.token)) return showOver(request, reply)
    const body = <RefusePage t={t} movement={app.movement.current.name} action={request.link(request.plainPath)} />
    return reply.page({ title: t('signing.refuse.title'), body })
  })

  server.post('/sign/refuse/:token', options, async (request, reply) => {
    const t = texts.in(request.locale)
    const signature = links.openRefuse(app, request.params.token)
    if (!signature) return showOver(request, reply)
    await app.database.transact((tx) => refuseSignature(tx, { signature, now: app.now(), mailboxHashOf: mailboxHashOf(app) }))
    return reply.page({ title: t('signing.refuse.done-title'), body: <RefusedPage t={t} /> })
  })
}
