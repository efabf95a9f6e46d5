import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Denied, Invalid } from '#platform/errors'
import { MINUTE, TooMany } from '#platform/http/limits'
import type { Tx } from '#platform/db/handle'
import { PROGRAM } from './rules.ts'
import { once } from './commands.ts'
import { createLanes } from './lanes.ts'
import { entityTag, fingerprintOf, names } from './rules.ts'

type Answer = { status: number; body: unknown }

/** Requests that a program may make in a minute, run at once, and let wait in line. */
const REQUESTS_A_MINUTE = 600
const REQUESTS_AT_ONCE = 3
const REQUESTS_IN_LINE = 50

/**
 * Opens the routes of a server to programs with a key, and to nobody else: people have pages, which show less at a time. Counts what each asks, over all
 * these routes, and says in every answer how much is left (draft-ietf-httpapi-ratelimit-headers, as most send it).
 */
export function openToPrograms(server: FastifyInstance): void {
  const check = server.createRateLimit({
    max: REQUESTS_A_MINUTE,
    timeWindow: MINUTE,
    keyGenerator: ({ actor }: FastifyRequest) => actor.account,
  })
  const lanes = createLanes({ atOnce: REQUESTS_AT_ONCE, inLine: REQUESTS_IN_LINE })
  server.addHook('preValidation', async (request, reply) => {
    if (!request.actor.roles.includes(PROGRAM)) throw new Denied('api.keys-only')
    const result = await check(request)
    if (result.isAllowed) return
    reply.header('ratelimit-limit', result.max)
    reply.header('ratelimit-remaining', result.remaining)
    reply.header('ratelimit-reset', result.ttlInSeconds)
    if (result.isExceeded) throw new TooMany(result.ttlInSeconds)
  })
  // One program that asks for much leaves the database to the others.
  server.addHook('preHandler', async ({ actor }, reply) => {
    await lanes.take(actor.account)
    if (!reply.raw.closed) return void reply.raw.once('close', () => lanes.give(actor.account))
    // Gone while it waited: its turn is the next one's, and nothing is done for nobody.
    lanes.give(actor.account)
    throw new TooMany(1)
  })
}

/**
 * Sends a body with its entity tag, by which a later change names what it saw; or nothing when the caller only reads and has it already
 * (RFC 9110 §13.1.2).
 */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, body: object) {
  const tag = entityTag(body)
  reply.header('etag', tag).header('cache-control', 'private, no-cache')
  const known = request.method === 'GET' && names(request.headers['if-none-match'], tag)
  return known ? reply.code(304).send() : reply.send(body)
}

/** Whether what a change stands on (`If-Match`) is still so; without it nothing was said. */
export function isAsSeen(ifMatch: string | undefined, body: object): boolean {
  return ifMatch === undefined || names(ifMatch, entityTag(body))
}

/** Does what a POST asks in one transaction, once for each Idempotency-Key, and sends the answer. */
export async function sendOnce(app: App, reply: FastifyReply, work: (tx: Tx) => Promise<Answer>) {
  const { request } = reply
  const idempotencyKey = request.headers['idempotency-key']
  if (idempotencyKey === undefined) {
    const { status, body } = await app.database.transact(work)
    return reply.code(status).send(body)
  }
  if (typeof idempotencyKey !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(idempotencyKey))
    throw new Invalid({ 'idempotency-key': 'form.wrong' })
  const fingerprint = fingerprintOf(request.method, request.plainPath, request.body)
  const asking = { caller: request.actor.account, idempotencyKey, fingerprint, now: app.now() }
  const { status, body, again } = await app.database.transact((tx) => once(tx, asking, () => work(tx)))
  if (again) reply.header('idempotent-replayed', 'true')
  return reply.code(status).send(body)
}
