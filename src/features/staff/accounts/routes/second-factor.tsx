import type { FastifyReply, FastifyRequest } from 'fastify'
import QRCode from 'qrcode'
import type { App } from '#platform/app'
import { Denied } from '#platform/errors'
import { nextPath } from '#platform/http/gate'
import { limiter, MINUTE } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { logAttempt } from '../attempts.ts'
import { spendCode } from '../commands.ts'
import { digitsTyped } from '../rules.ts'
import { NextQuery, ProofForm } from '../schema.ts'
import { type FactorProps, FactorsPage, NewTotpPage, ProvePage } from '../second-factor.page.tsx'
import { requireFresh } from '../sure.ts'
import { texts } from '../texts.ts'
import { setCookies } from './account.tsx'

const config = { permission: 'signed-in' } as const
export const FACTOR = '/account/second-factor'
const formTexts = joinTexts([httpTexts, texts])
/** Tries at the codes of one account, in ten minutes: of a million codes, three are right at a time. */
const TRIES = 10

/** Adding and proving a second factor. */
export const secondFactorRoutes: Routes = (app: App) => async (server) => {
  const factors = app.auth.secondFactors
  const limitTries = limiter(server, [{ max: TRIES, window: 10 * MINUTE, key: (request) => request.actor.account }])

  server.get(FACTOR, { config, schema: { querystring: NextQuery, hide: true } }, (request, reply) =>
    show(app, reply, { values: { next: nextPath(request.query.next) }, errors: {} }),
  )

  server.post(
    '/account/second-factor/totp/start',
    { config, schema: { body: NextQuery, hide: true } },
    async (request, reply) => {
      await requireMayAdd(app, request)
      const started = await factors.startTotp(request.headers)
      if (!started) return reply.redirect(request.link(FACTOR), 303)
      return showNewTotp(request, reply, { ...started, form: { values: { next: nextPath(request.body.next) }, errors: {} } })
    },
  )

  const tries = { config, schema: { body: ProofForm, hide: true }, preHandler: limitTries }
  server.post('/account/second-factor/totp', tries, async (request, reply) => {
    const { code, uri, codes, next } = request.body
    const digits = digitsTyped(code ?? '')
    const spending = { account: request.actor.account, code: digits, now: app.now() }
    const fresh = await app.database.transact((tx) => spendCode(tx, spending))
    const headers = fresh ? await factors.proveTotp(request.headers, digits) : undefined
    logAttempt(app, request, { factor: 'app', right: headers !== undefined, email: request.actor.email })
    // A wrong digit while the app is being linked: its secret and the recovery codes stay those that were noted.
    if (!headers && uri && codes && !request.actor.hasTotp) {
      const form = { values: { next: nextPath(next) }, errors: { code: 'accounts.prove.wrong' } }
      return showNewTotp(request, reply.code(422), { uri, recoveryCodes: codes.split(' '), form })
    }
    return proved(app, reply, { field: 'code', headers, next })
  })
  server.post('/account/second-factor/recovery', tries, async (request, reply) => {
    const { recovery = '', next } = request.body
    const headers = await factors.proveRecovery(request.headers, recovery.trim())
    logAttempt(app, request, { factor: 'recovery', right: headers !== undefined, email: request.actor.email })
    return proved(app, reply, { field: 'recovery', headers, next })
  })
}

/** The first factor may be added by whoever reads the mailbox; every other by who showed one already; both a moment ago. */
export async function requireMayAdd(app: App, request: FastifyRequest): Promise<void> {
  const { actor, headers } = request
  if (!actor.strong && (actor.hasTotp || (await app.auth.secondFactors.passkeys(headers)).length > 0))
    throw new Denied('error.denied')
  requireFresh(app, request, FACTOR)
}

type Proof = { field: string; headers: Headers | undefined; next: string | undefined }

function proved(app: App, reply: FastifyReply, { field, headers, ...proof }: Proof) {
  const next = nextPath(proof.next)
  if (!headers) return show(app, reply.code(422), { values: { next }, errors: { [field]: 'accounts.prove.wrong' } })
  setCookies(reply, headers)
  return reply.redirect(next, 303)
}

type NewTotp = { uri: string; recoveryCodes: string[]; form: FormState }

async function showNewTotp(request: FastifyRequest, reply: FastifyReply, { uri, recoveryCodes, form }: NewTotp) {
  const t = formTexts.in(request.locale)
  const page = {
    t,
    form,
    uri,
    recoveryCodes,
    next: form.values.next!,
    qr: `data:image/svg+xml;utf8,${encodeURIComponent(await QRCode.toString(uri, { type: 'svg' }))}`,
    secret: new URL(uri).searchParams.get('secret') ?? '',
    action: request.link('/account/second-factor/totp'),
  }
  return reply.page({ title: t('accounts.totp.new'), body: <NewTotpPage {...page} /> })
}

async function show(app: App, reply: FastifyReply, form: FormState) {
  const { request } = reply
  const t = formTexts.in(request.locale)
  const passkeys = (await app.auth.secondFactors.passkeys(request.headers)).map(({ id, name }) => ({
    id,
    name: name ?? t('accounts.passkey.one'),
    removal: request.link(`/account/passkeys/${id}/removal`),
  }))
  const has = { totp: request.actor.hasTotp, passkeys }
  const page: FactorProps = { t, form, next: form.values.next!, has, paths: pathsOf(request) }
  const prove = !request.actor.strong && (has.totp || passkeys.length > 0)
  if (!prove) requireFresh(app, request, FACTOR)
  const title = prove ? t('accounts.prove.title') : t('accounts.factor.title')
  return reply.page({
    title,
    body: prove ? <ProvePage {...page} /> : <FactorsPage {...page} />,
    islands: ['passkey.island.ts'],
  })
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
