import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../auth/actor.ts'
import { Overloaded } from '../db/batch.ts'
import { Conflict, Denied, Invalid, NotFound, Stale, type MessageKey, type MessageValues } from '../errors.ts'
import type { Texts, Translate } from '../i18n/texts.ts'
import { Elsewhere } from './gate.ts'
import { fieldErrors, type FieldErrors } from './forms.ts'
import { TooMany } from './limits.ts'
import type { View } from './page.ts'
import { registerWayBack } from './way-back.ts'

type Problem = { status: number; key: MessageKey; values?: MessageValues; retryAfter?: number; fields?: FieldErrors }

/** Draws the page of an error. */
export type ProblemView = (problem: ShownProblem) => View

/** `back`: the page on which the form that was refused stands. */
type ShownProblem = {
  status: number
  title: string
  message: string
  t: Translate
  home: string
  back: string | undefined
  id: string
}

/** The one place where an error becomes an answer. What is not expected is a bug: 500, an id, a line in the log. */
export function registerErrors(server: FastifyInstance, texts: Texts, view: ProblemView): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Elsewhere) return reply.redirect(error.path, 303)
    // `/staff/exports/approval` looks like the page of an export.
    const above = error.validationContext === 'params' ? pageAbove(request) : undefined
    if (above) return reply.redirect(above, 303)
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error, id: request.id }, 'request failed')
    if (REFUSALS.includes(problem.status)) logRefusal(request, problem)
    return answer(problem, request, reply)
  })
  const wayBack = registerWayBack(server)
  const pageAbove = (request: FastifyRequest) => {
    const above = request.method === 'GET' ? wayBack.above(request.plainPath) : undefined
    return above && request.link(above)
  }
  server.setNotFoundHandler((request, reply) => {
    const above = pageAbove(request)
    return above ? reply.redirect(above, 303) : answer({ status: 404, key: 'error.not-found' }, request, reply)
  })

  /** Where a form was refused for what it says or for its time, and not for who sent it: the page on which it stands. */
  const pageOfForm = ({ status }: Problem, request: FastifyRequest) => {
    if (request.method !== 'POST' || REFUSALS.includes(status)) return undefined
    const page = wayBack.pageOf(request.plainPath)
    return page && request.link(page)
  }

  function answer(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
    const t = texts.in(request.locale)
    const message = t(problem.key, problem.values)
    reply.code(problem.status)
    // RFC 6750 §3.
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
    if (problem.retryAfter) reply.header('retry-after', problem.retryAfter)
    if (request.plainPath.startsWith('/api/'))
      return reply.type('application/problem+json').send(json({ ...problem, message, id: request.id }, t))
    const shown = {
      status: problem.status,
      title: t(titleOf(problem)),
      message,
      t,
      home: request.link('/'),
      back: pageOfForm(problem, request),
    }
    return reply.page(view({ ...shown, id: request.id }))
  }
}

/** Answers by which somebody is kept from what she may not do, or from doing it so often. */
const REFUSALS = [401, 403, 429]

/** Tells the log of a refusal (OWASP ASVS 5.0, V16.3.2), by the route's pattern and by ids: what a link or a form holds is kept by no log. */
function logRefusal({ log, id, method, routeOptions, actor }: FastifyRequest, { status, key }: Problem): void {
  // Nobody stands there before the gate has read who asks.
  const account = (actor as Actor | undefined)?.account
  log.info({ id, method, route: routeOptions.url, status, why: key, account }, 'refused')
}

/** RFC 9457, with one message per field at fault. */
function json({ status, key, fields, message, id }: Problem & { message: string; id: string }, t: Translate) {
  const errors = fields && Object.entries(fields).map(([field, code]) => ({ field, code, message: t(code) }))
  return { type: 'about:blank', status, title: message, code: key, id, ...(errors ? { errors } : {}) }
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof NotFound) return { status: 404, key: error.key, values: error.values }
  if (error instanceof Denied) return { status: error.key === 'error.sign-in' ? 401 : 403, key: error.key, values: error.values }
  if (error instanceof Conflict) return { status: 409, key: error.key, values: error.values }
  if (error instanceof Stale) return { status: 412, key: error.key, values: error.values }
  if (error instanceof Invalid) return { status: 422, key: error.key, fields: error.fields }
  if (error instanceof TooMany)
    return { status: 429, key: 'error.too-many', retryAfter: error.retryAfter, values: waiting(error.retryAfter) }
  if (error.validation) return { status: 422, key: 'form.invalid', fields: fieldErrors(error) }
  if (error.statusCode && error.statusCode < 500)
    return { status: error.statusCode, key: clientErrors[error.statusCode] ?? 'error.bad-request' }
  // An upload that was cut short, or is none: its reader (busboy) gives no code.
  if (/unexpected end of multipart data|^Multipart: Boundary not found/i.test(error.message))
    return { status: 400, key: 'error.bad-request' }
  // Somebody took away, a moment before, what this points at: a foreign key says so.
  if (error.code === '23503') return { status: 409, key: 'error.gone' }
  if (error instanceof Overloaded || isDatabaseAway(error)) return { status: 503, key: 'error.unavailable', retryAfter: 5 }
  return { status: 500, key: 'error.bug' }
}

/** What the page is called: where the sentence under it says more than that there is no such page, or none for her, it is not said twice. */
function titleOf({ status, key }: Problem): MessageKey {
  if (key === 'error.not-found') return 'error.not-found-title'
  if (['error.denied', 'error.everywhere', 'error.other-site'].includes(key)) return 'error.refused-title'
  return status === 429 || status === 503 ? 'error.wait-title' : 'error.title'
}

/** How long to wait, as one says it: in minutes from two of them on. */
const waiting = (seconds: number) => ({ seconds, minutes: seconds < 120 ? 0 : Math.ceil(seconds / 60) })

const clientErrors: Record<number, MessageKey> = { 404: 'error.not-found', 413: 'error.too-large', 415: 'error.media-type' }

/** Connection exceptions (08), server shutting down or starting (57P), too many connections (53), and sockets that fail. */
function isDatabaseAway(error: Error & { code?: string }): boolean {
  const code = error.code ?? ''
  return (
    /^(08|53|57P)\w+$/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code) ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/.test(error.message)
  )
}
