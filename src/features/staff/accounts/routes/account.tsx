import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { sayMoment } from '#platform/i18n/moments'
import { AccountPage } from '../account.page.tsx'
import { IdParams } from '../schema.ts'
import { requireFresh } from '../sure.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const

/** One's own account: where one is signed in, and how to end it. */
export const accountRoutes: Routes = (app: App) => async (server) => {
  const { auth } = app

  server.get('/account', { config, schema: { hide: true } }, async (request, reply) => {
    const t = texts.in(request.locale)
    const { email, strong, grants } = request.actor
    const sessions = (await auth.list(request.headers)).map(({ id, since, browser, current }) => ({
      id,
      current,
      text: t('accounts.sessions.line', {
        browser: browserName(t, browser),
        since: sayMoment(request.locale, since, app.movement.current.timeZone),
      }),
      end: request.link(`/account/sessions/${id}/end`),
    }))
    const paths = {
      address: request.link('/account/address'),
      secondFactor: request.link('/account/second-factor'),
      endOthers: request.link('/account/sessions/others/end'),
      signOut: request.link('/sign-out'),
    }
    const body = <AccountPage {...{ t, email, strong, sessions, paths }} staff={grants.size > 0} />
    return reply.page({ title: t('accounts.account.title'), body })
  })

  server.post('/account/sessions/:id/end', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    requireFresh(app, request, '/account')
    await auth.end(request.headers, request.params.id)
    return reply.back('/account', 'ended')
  })

  server.post('/account/sessions/others/end', { config, schema: { hide: true } }, async (request, reply) => {
    requireFresh(app, request, '/account')
    await auth.endOthers(request.headers)
    return reply.back('/account', 'ended')
  })

  server.post('/sign-out', { config: { ...config, undecided: true }, schema: { hide: true } }, async (request, reply) => {
    setCookies(reply, await auth.signOut(request.headers))
    // What pages kept in this browser, as the door keeps names for a day, is of nobody who sits down at it next.
    reply.header('clear-site-data', '"storage"')
    return reply.redirect(request.link('/'), 303)
  })
}

export function setCookies(reply: FastifyReply, headers: Headers): void {
  for (const line of headers.getSetCookie()) reply.header('set-cookie', line)
}

function browserName(t: T, userAgent: string | null): string {
  const families = ['Edg', 'Firefox', 'Chrome', 'Safari']
  return families.find((family) => userAgent?.includes(family))?.replace('Edg', 'Edge') ?? t('accounts.sessions.browser')
}
