import type { FastifyReply, FastifyRequest } from 'fastify'
import QRCode from 'qrcode'
import type { App } from '#platform/app'
import { Denied } from '#platform/errors'
import { nextPath } from '#platform/http/actor'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { digitsTyped } from '../rules.ts'
import { IdParams, NextQuery, PasskeyResponse, ProofForm } from '../schema.ts'
import { type FactorProps, FactorsPage, NewTotpPage, ProvePage } from '../second-factor.page.tsx'
import { texts } from '../texts.ts'
import { setCookies } from './account.tsx'

const config = { permission: 'signed-in' } as const
const open = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])
/** Tries at the codes of one account, in ten minutes: of a million codes, three are right at a time. */
const TRIES = 10

/** Adding and proving a second factor. */
export const secondFactorRoutes: Routes = (app: App) => async (server) => {
  const factors = app.auth.secondFactors
  const limitTries = limiter(server, [{ max: TRIES, window: 10 * MINUTE, key: (request) => request.actor.account }])
  const limitPasskeys = limiter(server, [{ max: 60, window: 10 * MINUTE, key: networkOf }])

  server.get('/account/second-factor', { config, schema: { querystring: NextQuery, hide: true } }, (request, reply) =>
    show(request, reply, { values: { next: nextPath(request.query.next) }, errors: {} }),
  )

  server.post(
    '/account/second-factor/totp/start',
    { config, schema: { body: NextQuery, hide: true } },
    async (request, reply) => {
      await mayAdd(request)
      const started = await factors.startTotp(request.headers)
      if (!started) return reply.redirect(request.link('/account/second-factor'), 303)
      const { uri, recoveryCodes } = started
      const t = formTexts.in(request.locale)
      const page = {
        t,
        form: { values: {}, errors: {} },
        next: nextPath(request.body.next),
        qr: `data:image/svg+xml;utf8,${encodeURIComponent(await QRCode.toString(uri, { type: 'svg' }))}`,
        secret: new URL(uri).searchParams.get('secret') ?? '',
        recoveryCodes,
        action: request.link('/account/second-factor/totp'),
      }
      return reply.page({ title: t('accounts.totp.new'), body: <NewTotpPage {...page} /> })
    },
  )

  const tries = { config, schema: { body: ProofForm, hide: true }, preHandler: limitTries }
  server.post('/account/second-factor/totp', tries, (request, reply) =>
    proved(request, reply, 'code', factors.proveTotp(request.headers, digitsTyped(request.body.code ?? ''))),
  )
  server.post('/account/second-factor/recovery', tries, (request, reply) =>
    proved(request, reply, 'recovery', factors.proveRecovery(request.headers, (request.body.recovery ?? '').trim())),
  )

  server.post('/account/passkeys/registration', { config, schema: { hide: true } }, async (request, reply) => {
    await mayAdd(request)
    const challenge = await factors.registration(request.headers)
    if (!challenge) throw new Denied('accounts.passkey.failed')
    setCookies(reply, challenge.headers)
    return reply.send(challenge.options)
  })
  server.post('/account/passkeys', { config, schema: { body: PasskeyResponse, hide: true } }, async (request, reply) => {
    await mayAdd(request)
    const { response, name = new Date(app.now()).toISOString().slice(0, 10) } = request.body
    return answer(reply, await factors.addPasskey(request.headers, response, name))
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
    async (request, reply) => answer(reply, await factors.provePasskey(request.headers, request.body.response)),
  )
  server.post('/account/passkeys/:id/removal', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    if (!request.actor.strong) throw new Denied('error.denied')
    await factors.removePasskey(request.headers, request.params.id)
    return reply.redirect(request.link('/account/second-factor'), 303)
  })

  /** The first factor may be added by whoever reads the mailbox; every other by who showed one already. */
  async function mayAdd({ actor, headers }: FastifyRequest): Promise<void> {
    if (actor.strong) return
    if (actor.hasTotp || (await factors.passkeys(headers)).length > 0) throw new Denied('error.denied')
  }

  async function proved(request: FastifyRequest, reply: FastifyReply, field: string, proof: Promise<Headers | undefined>) {
    const next = nextPath((request.body as { next?: string }).next)
    const headers = await proof
    if (!headers) return show(request, reply.code(422), { values: { next }, errors: { [field]: 'accounts.prove.wrong' } })
    setCookies(reply, headers)
    return reply.redirect(next, 303)
  }

  async function show(request: FastifyRequest, reply: FastifyReply, form: FormState) {
    const t = formTexts.in(request.locale)
    const passkeys = (await factors.passkeys(request.headers)).map(({ id, name }) => ({
      id,
      name: name ?? t('accounts.passkey.one'),
      removal: request.link(`/account/passkeys/${id}/removal`),
    }))
    const has = { totp: request.actor.hasTotp, passkeys }
    const page: FactorProps = { t, form, next: form.values.next!, has, paths: pathsOf(request) }
    const prove = !request.actor.strong && (has.totp || passkeys.length > 0)
    const title = prove ? t('accounts.prove.title') : t('accounts.factor.title')
    return reply.page({
      title,
      body: prove ? <ProvePage {...page} /> : <FactorsPage {...page} />,
      islands: ['passkey.island.ts'],
    })
  }
}

function answer(reply: FastifyReply, headers: Headers | undefined) {
  if (!headers) throw new Denied('accounts.passkey.failed')
  setCookies(reply, headers)
  return reply.send({ status: 'proved' })
}

function pathsOf({ link }: FastifyRequest) {
  return {
    totp: link('/account/second-factor/totp'),
    totpStart: link('/account/second-factor/totp/start'),
    recovery: link('/account/second-factor/recovery'),
    challenge: '/account/passkeys/challenge',
    proof: '/account/passkeys/proof',
    registration: '/account/passkeys/registration',
    add: '/account/passkeys',
  }
}
