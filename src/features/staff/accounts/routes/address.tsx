import { normaliseEmail } from '#platform/text/email'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { CODE_MINUTES } from '#platform/auth/auth'
import { newId } from '#platform/db/id'
import { fieldErrors, formValues } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { AddressPage } from '../address.page.tsx'
import {
  type Asking,
  cookieOf,
  digitsFor,
  mailboxHashOf,
  networkHashOf,
  newBrowserSecret,
  readAsking,
  writeAsking,
} from '../asking.ts'
import { logAttempt } from '../attempts.ts'
import { finishMove, requestCode } from '../commands.ts'
import { digitsTyped } from '../rules.ts'
import { CodeForm, SignInForm } from '../schema.ts'
import { CodePage } from '../sign-in.page.tsx'
import { requireSure } from '../sure.ts'
import { texts } from '../texts.ts'
import { setCookies } from './account.tsx'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
const ADDRESS = '/account/address'
/** Asks and tries of one account. */
const ASKS = 10
const TRIES = 30

/** Moving an account to another mailbox, which must answer first. */
export const addressRoutes: Routes = (app: App) => async (server) => {
  const cookie = cookieOf(app)
  const account = (request: FastifyRequest) => request.actor.account
  const limitAsks = limiter(server, [{ max: ASKS, window: HOUR, key: account }])
  const limitTries = limiter(server, [{ max: TRIES, window: 10 * MINUTE, key: account }])

  server.get(ADDRESS, { config, schema: { hide: true } }, async (request, reply) => {
    await requireSure(app, request, ADDRESS)
    return show(request, reply, { values: {}, errors: {} })
  })

  const asks = {
    config: { ...config, evenly: {} },
    schema: { body: SignInForm, hide: true },
    attachValidation: true,
    preHandler: limitAsks,
  }
  server.post(ADDRESS, asks, async (request, reply) => {
    await requireSure(app, request, ADDRESS)
    const again = (errors: FormState['errors']) => {
      const { email = '' } = formValues(request.body)
      return show(request, reply.code(422), { values: { email }, errors })
    }
    if (request.validationError) return again(fieldErrors(request.validationError))
    const email = normaliseEmail(request.body.email)
    if (email === request.actor.email) return again({ email: 'accounts.address.same' })
    const asking: Asking = { id: newId(), email, browser: newBrowserSecret() }
    await ask(app, request, asking)
    return reply.setCookie(cookie.name, writeAsking(asking), cookie.options).redirect(request.link(`${ADDRESS}/code`), 303)
  })

  server.get(`${ADDRESS}/code`, { config, schema: { hide: true } }, async (request, reply) => {
    const asking = readAsking(request.cookies[cookie.name])
    if (!asking) return reply.redirect(request.link(ADDRESS), 303)
    return showCode(app, reply, { asking, form: { values: {}, errors: {} } })
  })

  const tries = { config, schema: { body: CodeForm, hide: true }, preHandler: limitTries }
  server.post(`${ADDRESS}/code`, tries, async (request, reply) => {
    const asking = readAsking(request.cookies[cookie.name])
    if (!asking) return reply.redirect(request.link(ADDRESS), 303)
    const { id, email, browser } = asking
    const headers = await app.auth.moves.finish(request.headers, email, { digits: digitsTyped(request.body.code), browser })
    logAttempt(app, request, { factor: 'move', right: headers !== undefined, email })
    if (!headers) {
      const form = { values: {}, errors: { code: 'accounts.code.wrong' } }
      return showCode(app, reply.code(422), { asking, form })
    }
    await app.database.transact((tx) => finishMove(tx, app, id))
    await app.auth.endOthers(request.headers)
    reply.clearCookie(cookie.name, cookie.options)
    setCookies(reply, headers)
    return reply.back('/account', 'saved')
  })
}

async function ask(app: App, request: FastifyRequest, { id, email, browser }: Asking): Promise<void> {
  const { locale, actor, headers } = request
  await app.auth.moves.ask(headers, { from: actor.email, to: email }, { digits: digitsFor(app, id), browser })
  const of = { mailbox_hash: mailboxHashOf(app, email), network_hash: networkHashOf(app, networkOf(request)) }
  const moving = { account: actor.account, person: actor.person?.id, from: actor.email }
  await app.database.transact((tx) => requestCode(tx, { id, email, ...of, locale, asked_at: app.now(), moving }))
}

function show(request: FastifyRequest, reply: FastifyReply, form: FormState) {
  const t = formTexts.in(request.locale)
  const page = { t, form, email: request.actor.email, action: request.link(ADDRESS), back: request.link('/account') }
  return reply.page({ title: t('accounts.address.title'), body: <AddressPage {...page} /> })
}

type Code = { asking: Asking; form: FormState }

function showCode({ config: { production, mailUrl } }: App, reply: FastifyReply, { asking, form }: Code) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const outbox = !production && !mailUrl ? '/dev/outbox' : undefined
  const paths = { action: link(`${ADDRESS}/code`), again: link(ADDRESS), outbox }
  const says = {
    lead: t('accounts.address.code', { email: asking.email, minutes: CODE_MINUTES }),
    button: t('accounts.address.button'),
    again: t('accounts.address.other'),
  }
  return reply.page({ title: t('accounts.code.title'), body: <CodePage {...{ t, form, says, paths }} /> })
}
