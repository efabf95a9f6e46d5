import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { inBatches } from '#platform/db/batch'
import { Invalid } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf, TooMany } from '#platform/http/limits'
import type { Routes, Server } from '#platform/http/server'
import { joinTexts } from '#platform/i18n/texts'
import { httpTexts } from '#platform/http/texts'
import type { FormState } from '#ui/form'
import { mailboxOf, type NewSignature, receiveSignatures } from '../../core/index.ts'
import { askedIn } from '../../ledger/index.ts'
import { gazetteerOf } from '#territories'
import { browserFamily, truncateIp } from '../rules.ts'
import { AcceptedAnswer, type Signature, signatureFormOf, signatureOf } from '../schema.ts'
import { SentPage, SignPage } from '../sign.page.tsx'
import { placeErrors, readSignature } from '../reading.ts'
import { signFormProps } from '../sign-form.tsx'
import { texts } from '../texts.ts'

const anyone = { permission: 'anyone', turn: 'first' } as const
const formTexts = joinTexts([httpTexts, texts])

/**
 * Who types needs longer, in milliseconds. Who lets the browser fill it in and presses once does not, and neither does a program: a
 * form that is quick is doubted, and no more. It keeps nobody out who can write to the API, which asks for no time; what guards
 * mailboxes are the limits. So many quick ones may come of a network; past them, whoever sends one is asked to press again.
 */
const SHORTEST_FILLING = 1500
const QUICK_OF_A_NETWORK = { max: 5, window: 10 * MINUTE }

/** Signing: the form, its answer, and the same for other software. */
export const signRoutes: Routes = (app: App) => async (server) => {
  const receive = inBatches((signatures: NewSignature[]) => receiveAll(app, signatures), {
    max: 100,
    parallel: 2,
    waiting: 5_000,
  })
  const { early, late } = limits(server, app)
  const doubt = doubting(server, app)
  const asked = askedIn(app, 'signing')
  const limited = { config: anyone, onRequest: early, preHandler: late }

  server.get('/sign', { config: anyone, schema: { hide: true } }, (_request, reply) => showForm(app, reply, { errors: {} }))

  server.get('/sign/sent', { config: anyone, schema: { hide: true } }, (request, reply) => {
    const t = texts.in(request.locale)
    const { production, mailUrl } = app.config
    const outbox = !production && !mailUrl ? '/dev/outbox' : undefined
    return reply.page({ title: t('signing.sent.title'), body: <SentPage t={t} sign={request.link('/sign')} outbox={outbox} /> })
  })

  server.post(
    '/sign',
    { ...limited, schema: { body: signatureFormOf(asked), hide: true }, attachValidation: true },
    async (request, reply) => {
      const { body, validationError } = request
      if (validationError)
        return showForm(app, reply, {
          errors: { ...placeErrors(valuesOf(app, body), gazetteerOf(app)), ...fieldErrors(validationError) },
        })
      // A program filled in the field that people do not see: it gets the answer that it wants, and nothing is kept.
      if (body.website) return reply.redirect(request.link('/sign/sent'), 303)
      const notice = await doubt(request)
      if (notice) return showForm(app, reply, { errors: {}, notice })
      try {
        await receive(read(app, request, 'web'))
      } catch (error) {
        if (error instanceof Invalid) return showForm(app, reply, { errors: error.fields })
        throw error
      }
      return reply.redirect(request.link('/sign/sent'), 303)
    },
  )

  const schema = {
    body: signatureOf(asked),
    response: { 202: AcceptedAnswer },
    summary: 'Sign. Counts once the link in the mail is confirmed.',
  }
  server.post('/api/v1/signatures', { ...limited, schema }, async (request, reply) => {
    await receive(read(app, request, 'api'))
    return reply.code(202).send({ status: 'confirmation_sent' as const })
  })
}

async function receiveAll(app: App, signatures: NewSignature[]): Promise<void[]> {
  await app.database.transact((tx) => receiveSignatures(tx, signatures))
  return signatures.map(() => undefined)
}

type Signing = Pick<FastifyRequest, 'locale' | 'ip' | 'headers' | 'routeOptions'> & { body: Signature }

function read(app: App, { locale, ip, headers, routeOptions, body }: Signing, method: 'web' | 'api'): NewSignature {
  const origin = {
    method,
    source: routeOptions.url ?? '',
    ip_truncated: truncateIp(ip),
    browser: browserFamily(headers['user-agent']),
    signed_at: app.now(),
    asked: askedIn(app, 'signing'),
  }
  const { country = app.movement.current.country } = body
  return readSignature({ ...body, country }, gazetteerOf(app), { ...origin, locale })
}

function showForm(app: App, reply: FastifyReply, wrong: Omit<FormState, 'values'>) {
  const { request } = reply
  const form = { values: valuesOf(app, request.body), ...wrong }
  const t = formTexts.in(request.locale)
  const movement = app.movement.current.name
  const body = <SignPage {...signFormProps(app, request, form)} t={t} movement={movement} />
  if (wrong.notice || Object.keys(wrong.errors).length > 0) reply.code(422)
  return reply.page({
    title: t('signing.sign.title'),
    description: t('signing.sign.lead', { movement }),
    body,
    islands: ['town.island.tsx'],
  })
}

/** What was typed; the movement's country where none was chosen. */
const valuesOf = (app: App, body: unknown) => ({ country: app.movement.current.country, ...formValues(body) })

type Doubted = FastifyRequest & { body: { opened?: string | undefined } }

/** Whether a form looks as programs send them, so that its sender is asked to press once more: the words of that. */
function doubting(server: Server, app: App) {
  const quick = limiter(server, [{ ...QUICK_OF_A_NETWORK, key: networkOf }])
  return async (request: Doubted): Promise<'signing.sign.unopened' | 'signing.sign.too-quick' | undefined> => {
    const at = app.seals.open('people.form', request.body.opened ?? '', app.now())
    // It comes from no page of ours.
    if (at === undefined) return 'signing.sign.unopened'
    if (app.now().getTime() - Number.parseInt(at, 36) >= SHORTEST_FILLING) return undefined
    return quick(request).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof TooMany) return 'signing.sign.too-quick'
        throw error
      },
    )
  }
}

/** Limits that need no body come before it is read; the address is known only after. */
function limits(server: Server, { config }: App) {
  const { everybody, network, address } = config.signatureLimits
  const early = limiter(server, [
    { max: network, window: 10 * MINUTE, key: networkOf },
    { max: everybody, window: MINUTE, key: () => 'everybody' },
  ])
  // Counted for each network apart: else a stranger could learn from his own refusal that she signed within the hour. What one
  // mailbox gets from all networks together is decided where mails leave (`claimConfirmation`).
  const late = limiter(server, [{ max: address, window: HOUR, key: (request) => addressOf(request) }])
  return { early, late }
}

function addressOf(request: FastifyRequest): string | undefined {
  // Whatever was sent, of the right shape or not.
  const email = (request.body as { email?: unknown } | null)?.email
  return typeof email === 'string' && !request.validationError ? `${networkOf(request)} ${mailboxOf(email)}` : undefined
}
