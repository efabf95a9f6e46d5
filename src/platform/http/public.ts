import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { App } from '../app.ts'
import { type Answer, createKept, encoded } from './kept.ts'
import { limiter, MINUTE, networkOf } from './limits.ts'
import { isOwn } from './page.ts'
import { createTurns, type Turns } from './turns.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Answers to anybody are drawn in turn, so that nobody is shut out by those who ask for much; but for what is on the way of who signs or signs in,
     * which goes `first`, and what costs next to nothing or has a limit of its own (`none`). What is sent is not, unless its answer costs as much as a page to draw
     * (`waits`). What a database on a server answers for many at once goes in turn with the embedded one alone (`together`), on whose work everybody waits.
     */
    turn?: 'first' | 'none' | 'waits' | 'together'
    /** Milliseconds that an answer may be kept, when it says nothing of who asks. */
    kept?: number
  }
  interface FastifyInstance {
    /** Routes whose answers are drawn in turn, as "GET /groups". */
    inTurn: string[]
  }
}

/** What an answer under way leaves to be done when it is there; `atWork`: it is being drawn. */
type UnderWay = { end(): void; keep?: (answer: Answer | undefined) => void; atWork?: true }

/** Milliseconds that drawing a page waits for those who sign, at most. */
const PATIENCE = 25
const WAITING = { network: 64, all: 1000 }

/** Answers that anybody may ask for: the same one is drawn once and kept for a moment, so many a minute for one network, and a few at a time. */
export function registerPublic(server: FastifyInstance, { config, movement }: App): void {
  const isEmbedded = !config.databaseUrl
  const turns = createTurns({ atOnce: isEmbedded ? 1 : 2, waiting: WAITING, patience: PATIENCE })
  const kept = createKept()
  const limit = limiter(server, [{ max: config.pagesPerNetwork, window: MINUTE, key: networkOf }])
  const underWay = new WeakMap<FastifyRequest, UnderWay>()

  server.decorate('inTurn', [])
  server.addHook('onRoute', (route) => {
    const isOwn = isOwnInTurn(route, isEmbedded)
    const isAnybodys = isInTurn(route, isEmbedded)
    if (isOwn || isAnybodys || route.config?.turn === 'first') route.onSend = [leave, ...[route.onSend ?? []].flat()]
    if (isOwn) route.preHandler = [ownTurn(turns, underWay), ...[route.preHandler ?? []].flat()]
    if (!isAnybodys) return
    if (route.method !== 'HEAD') server.inTurn.push(`${String(route.method)} ${route.url}`)
    route.preHandler = [draw, ...[route.preHandler ?? []].flat()]
  })
  // From when she has sent all of it: who sends slowly holds nobody up.
  server.addHook('preValidation', (request, _reply, done) => {
    if (request.routeOptions.config?.turn === 'first') underWay.set(request, { end: turns.first() })
    done()
  })
  // Nothing was sent: the connection is taken over.
  server.addHook('onResponse', (request, _reply, done) => done(void forget(underWay.get(request))))
  // What is at work goes on though nobody waits for it, and its turn lasts as long.
  server.addHook('onRequestAbort', async (request) => {
    if (!underWay.get(request)?.atWork) forget(underWay.get(request))
  })

  /** Ends the turn of an answer that is there, and keeps it where it may be kept. */
  async function leave(request: FastifyRequest, reply: FastifyReply, sent: unknown): Promise<unknown> {
    const { atWork } = underWay.get(request) ?? {}
    // Written whole while it has its turn: what is written as it is sent would be when the turn is over, and who reads slowly would keep it.
    const payload = atWork && sent instanceof Readable ? await buffer(sent) : sent
    const { end, keep } = underWay.get(request) ?? {}
    end?.()
    underWay.delete(request)
    if (!keep) return payload
    const answer = answerOf(reply, payload)
    keep(answer)
    return answer ? dress(request, reply, answer) : payload
  }

  async function draw(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const network = networkOf(request)
    const key = keyOf(request, config.pagesKept)
    const asked = key && { ...key, network, of: movement.current }
    const known = asked && (await kept.find(asked))
    if (known) return reply.send(await dress(request, reply, known))
    // Begun at once, before anything is waited for, so that whoever comes meanwhile waits for this one.
    const drawing = asked && kept.begin(asked)
    const keep = drawing && { keep: drawing.done }
    underWay.set(request, { end: () => {}, ...keep })
    // What is answered together has a limit of its own.
    if (request.routeOptions.config.turn !== 'together') await limit(request)
    const end = await turns.take(network)
    underWay.set(request, { end, ...keep, atWork: true })
    if (isGone(request)) {
      forget(underWay.get(request))
      return reply.hijack()
    }
    const meanwhile = await drawing?.start()
    return meanwhile && reply.type(meanwhile.type).header('cache-control', meanwhile.cacheControl).send(meanwhile.body)
  }
}

function forget(left: UnderWay | undefined): void {
  left?.end()
  left?.keep?.(undefined)
}

/** Whoever is signed in has a line of her own among those of networks: anybody can be, by any mailbox. */
const ownTurn =
  (turns: Turns, underWay: WeakMap<FastifyRequest, UnderWay>) => async (request: FastifyRequest, reply: FastifyReply) => {
    // What is read as it comes would hold a turn for as long as who sends it likes.
    if (request.headers['content-type']?.startsWith('multipart/')) return undefined
    const end = await turns.take(`account ${request.actor.account}`)
    underWay.set(request, { end, atWork: true })
    if (!isGone(request)) return undefined
    end()
    return reply.hijack()
  }

/** Nobody is there any more for whom it would be drawn. */
const isGone = ({ raw }: FastifyRequest) => raw.socket.destroyed

/** A route with a token is one person's: others have none. */
function isInTurn({ method, url, config }: RouteOptions, isEmbedded: boolean): boolean {
  if (config?.turn === 'waits') return true
  const turn = config?.turn === 'together' && isEmbedded ? undefined : config?.turn
  const reads = [method].flat().some((one) => one === 'GET' || one === 'HEAD')
  return reads && config?.permission === 'anyone' && !turn && !url.includes(':token') && !url.startsWith('/assets/')
}

/** What is for whoever is signed in, staff's own apart; what is sent, with the embedded database alone, on whose work everybody waits. */
function isOwnInTurn({ method, url, config }: RouteOptions, isEmbedded: boolean): boolean {
  if (config?.permission !== 'signed-in' || config.turn || url.startsWith('/api/')) return false
  return isEmbedded || [method].flat().some((one) => one === 'GET' || one === 'HEAD')
}

/**
 * The name of what is asked for: its address, in one language, with what the route knows of its query and in one order. Undefined: it is not kept,
 * since it says something of who asks, or says what is wrong with her query.
 */
function keyOf(request: FastifyRequest, most: number): { name: string; ttl: number } | undefined {
  const { config, schema } = request.routeOptions
  const ttl = Math.min(config.kept ?? 0, most)
  if (ttl === 0 || request.method !== 'GET' || request.validationError || isOwn(request)) return undefined
  const { properties = {} } = (schema?.querystring ?? {}) as { properties?: object }
  const query = request.query as Record<string, unknown>
  const asked = Object.keys(properties)
    .filter((name) => query[name] !== undefined && query[name] !== '')
    .toSorted()
    .map((name): [string, string] => [name, String(query[name])])
  return { name: `${request.locale} ${request.plainPath}?${new URLSearchParams(asked)}`, ttl }
}

/** What may be kept of an answer: whole, good, and nobody's own. */
function answerOf(reply: FastifyReply, payload: unknown): Answer | undefined {
  const whole = typeof payload === 'string' || Buffer.isBuffer(payload)
  if (!whole || reply.statusCode !== 200 || reply.hasHeader('set-cookie') || isOwn(reply.request)) return undefined
  const said = String(reply.getHeader('cache-control') ?? '')
  return {
    body: Buffer.from(payload),
    type: String(reply.getHeader('content-type')),
    // It is the same for everybody; how new it is is asked each time.
    cacheControl: said.startsWith('public') ? said : 'public, no-cache',
    encoded: new Map(),
  }
}

async function dress({ headers }: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<Buffer> {
  const { encoding, body } = await encoded(answer, String(headers['accept-encoding'] ?? ''))
  reply.headers({ 'content-type': answer.type, 'cache-control': answer.cacheControl, vary: 'accept-encoding' })
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return body
}
