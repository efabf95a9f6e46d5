import { normaliseEmail } from '#platform/text/email'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { CODE_MINUTES } from '#platform/auth/auth'
import { newId } from '#platform/db/id'
import { nextPath } from '#platform/http/gate'
import { fieldErrors, formValues } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import {
  type Asking,
  cookieOf,
  digitsFor,
  hashOfBrowser,
  isKnown,
  knownCookieOf,
  links,
  mailboxHashOf,
  networkHashOf,
  newBrowserSecret,
  readAsking,
  writeAsking,
  writeKnown,
} from '../asking.ts'
import { logAttempt } from '../attempts.ts'
import { requestCode, takeCode } from '../commands.ts'
import { digitsTyped } from '../rules.ts'
import { CodeForm, NextQuery, SignInForm, TokenParams } from '../schema.ts'
import { CodePage, LinkPage, OtherBrowserPage, SignInPage } from '../sign-in.page.tsx'
import { texts } from '../texts.ts'
import { setCookies } from './account.tsx'

const config = { permission: 'anyone', turn: 'first' } as const
const formTexts = joinTexts([httpTexts, texts])

/** Asks and tries, from one network and for one address, in this process; mails are capped by the database as well. */
const ASKS = { network: 30, address: 10 }
const TRIES_A_NETWORK = 60

/** Signing in by a mail. Every answer is the same for an address that is known and one that is not. */
export const signInRoutes: Routes = (app: App) => async (server) => {
  const cookie = cookieOf(app)
  const limitAsks = limiter(server, [
    { max: ASKS.network, window: 10 * MINUTE, key: networkOf },
    { max: ASKS.address, window: HOUR, key: (request) => `${networkOf(request)} ${emailOf(request)}` },
  ])
  const limitTries = limiter(server, [{ max: TRIES_A_NETWORK, window: 10 * MINUTE, key: networkOf }])

  server.get('/sign-in', { config, schema: { querystring: NextQuery, hide: true } }, (request, reply) =>
    showSignIn(request, reply, { values: { next: nextPath(request.query.next) }, errors: {} }),
  )

  const asks = {
    config: { ...config, evenly: {} },
    schema: { body: SignInForm, hide: true },
    attachValidation: true,
    preHandler: limitAsks,
  }
  server.post('/sign-in', asks, async (request, reply) => {
    if (request.validationError) {
      const values = { email: emailOf(request), next: nextPath(request.body.next) }
      return showSignIn(request, reply.code(422), { values, errors: fieldErrors(request.validationError) })
    }
    const asking: Asking = { id: newId(), email: normaliseEmail(request.body.email), browser: newBrowserSecret() }
    await ask(app, request, asking)
    const next = encodeURIComponent(nextPath(request.body.next))
    return reply
      .setCookie(cookie.name, writeAsking(asking), cookie.options)
      .redirect(request.link(`/sign-in/code?next=${next}`), 303)
  })

  server.get('/sign-in/code', { config, schema: { querystring: NextQuery, hide: true } }, async (request, reply) => {
    if (!readAsking(request.cookies[cookie.name])) return reply.redirect(request.link('/sign-in'), 303)
    return showCode(app, reply, { values: { next: nextPath(request.query.next) }, errors: {} })
  })

  server.post(
    '/sign-in/code',
    { config, schema: { body: CodeForm, hide: true }, preHandler: limitTries },
    async (request, reply) => {
      const asking = readAsking(request.cookies[cookie.name])
      const next = nextPath(request.body.next)
      if (!asking) return reply.redirect(request.link('/sign-in'), 303)
      if (await open(app, reply, { asking, digits: digitsTyped(request.body.code) })) return reply.redirect(next, 303)
      return showCode(app, reply.code(422), { values: { next }, errors: { code: 'accounts.code.wrong' } })
    },
  )

  server.get('/sign-in/link/:token', { config, schema: { params: TokenParams, hide: true } }, (request, reply) => {
    const asking = askedHere(app, request)
    const t = texts.in(request.locale)
    return asking
      ? reply.page({ title: t('accounts.link.title'), body: <LinkPage t={t} action={request.link(request.plainPath)} /> })
      : showOtherBrowser(request, reply)
  })

  server.post(
    '/sign-in/link/:token',
    { config, schema: { params: TokenParams, hide: true }, preHandler: limitTries },
    async (request, reply) => {
      const asking = askedHere(app, request)
      const opened = asking && (await open(app, reply, { asking, digits: digitsFor(app, asking.id) }))
      return opened ? reply.redirect(request.link('/home'), 303) : showOtherBrowser(request, reply)
    },
  )
}

/** Opens a session in this browser, when the digits are those of what it asked for. */
async function open(app: App, reply: FastifyReply, { asking, digits }: { asking: Asking; digits: string }) {
  const { request } = reply
  const cookie = cookieOf(app)
  const right = await app.database.transact((tx) => takeCode(tx, app, { asking, digits }))
  logAttempt(app, request, { factor: 'mail', right, email: asking.email })
  if (!right) return false
  const headers = await app.auth.signIn(asking.email, request.headers)
  const known = knownCookieOf(app)
  reply.clearCookie(cookie.name, cookie.options)
  reply.setCookie(known.name, writeKnown(app, mailboxHashOf(app, asking.email)), known.options)
  setCookies(reply, headers)
  return true
}

async function ask(app: App, request: FastifyRequest, { id, email, browser }: Asking): Promise<void> {
  const mailbox_hash = mailboxHashOf(app, email)
  const asked = {
    id,
    email,
    mailbox_hash,
    network_hash: networkHashOf(app, networkOf(request)),
    browser_hash: hashOfBrowser(browser),
    known: isKnown(app, request.cookies[knownCookieOf(app).name], mailbox_hash),
    locale: request.locale,
    asked_at: app.now(),
  }
  await app.database.transact((tx) => requestCode(tx, asked))
}

/** What this browser asked for, when it is what the link is about. */
function askedHere(app: App, { params, cookies }: Asked<{ token: string }>): Asking | undefined {
  const id = links.openSignIn(app, params.token)
  const asking = readAsking(cookies[cookieOf(app).name])
  return id !== undefined && asking?.id === id ? asking : undefined
}

function emailOf(request: FastifyRequest): string {
  const { email = '' } = formValues(request.body)
  return normaliseEmail(email).slice(0, 254)
}

function showSignIn(request: FastifyRequest, reply: FastifyReply, form: FormState) {
  const t = formTexts.in(request.locale)
  const passkey = { challenge: '/account/passkeys/challenge', proof: '/account/passkeys/proof' }
  const body = <SignInPage {...{ t, form, passkey }} action={request.link('/sign-in')} next={form.values.next!} />
  return reply.page({ title: t('accounts.sign-in.title'), body, islands: ['passkey.island.ts'] })
}

function showCode({ config: { production, mailUrl } }: App, reply: FastifyReply, form: FormState) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const next = form.values.next!
  const again = link(`/sign-in?next=${encodeURIComponent(next)}`)
  const says = {
    lead: t('accounts.code.lead', { minutes: CODE_MINUTES }),
    button: t('accounts.code.button'),
    again: t('accounts.code.again'),
  }
  const outbox = !production && !mailUrl ? '/dev/outbox' : undefined
  const paths = { action: link('/sign-in/code'), again, outbox }
  return reply.page({ title: t('accounts.code.title'), body: <CodePage {...{ t, form, says, paths, next }} /> })
}

function showOtherBrowser(request: FastifyRequest, reply: FastifyReply) {
  const t = texts.in(request.locale)
  return reply.page({ title: t('accounts.other.title'), body: <OtherBrowserPage t={t} again={request.link('/sign-in')} /> })
}
