import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Denied } from '#platform/errors'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import { logAttempt } from '../attempts.ts'
import { IdParams, PasskeyResponse } from '../schema.ts'
import { requireFresh } from '../sure.ts'
import { setCookies } from './account.tsx'
import { FACTOR, requireMayAdd } from './second-factor.tsx'

const config = { permission: 'signed-in' } as const
const open = { permission: 'anyone' } as const

/** What the script of the passkey buttons talks to. */
export const passkeyRoutes: Routes = (app: App) => async (server) => {
  const factors = app.auth.secondFactors
  const limitPasskeys = limiter(server, [{ max: 60, window: 10 * MINUTE, key: networkOf }])

  server.post('/account/passkeys/registration', { config, schema: { hide: true } }, async (request, reply) => {
    await requireMayAdd(app, request)
    const challenge = await factors.registration(request.headers)
    if (!challenge) throw new Denied('accounts.passkey.failed')
    setCookies(reply, challenge.headers)
    return reply.send(challenge.options)
  })
  server.post('/account/passkeys', { config, schema: { body: PasskeyResponse, hide: true } }, async (request, reply) => {
    await requireMayAdd(app, request)
    const { response, name = todayOf(app) } = request.body
    return answer(app, reply, await factors.addPasskey(request.headers, response, name))
  })
  server.post(
    '/account/passkeys/challenge',
    { config: open, schema: { hide: true }, preHandler: limitPasskeys },
    async (request, reply) => {
      const { options, headers } = await factors.challenge(request.headers)
      setCookies(reply, headers)
      return reply.send(options)
    },
  )
  server.post(
    '/account/passkeys/proof',
    { config: open, schema: { body: PasskeyResponse, hide: true }, preHandler: limitPasskeys },
    async (request, reply) => answer(app, reply, await factors.provePasskey(request.headers, request.body.response)),
  )
  server.post('/account/passkeys/:id/removal', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    if (!request.actor.strong) throw new Denied('error.denied')
    requireFresh(app, request, FACTOR)
    await factors.removePasskey(request.headers, request.params.id)
    return reply.redirect(request.link(FACTOR), 303)
  })
}

async function answer(app: App, reply: FastifyReply, headers: Headers | undefined) {
  const { request } = reply
  const email = (await request.visitor())?.email
  logAttempt(app, request, { factor: 'passkey', right: headers !== undefined, email })
  if (!headers) throw new Denied('accounts.passkey.failed')
  setCookies(reply, headers)
  return reply.send({ status: 'proved' })
}
