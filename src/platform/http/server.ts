import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import statics from '@fastify/static'
import swagger from '@fastify/swagger'
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import helmet from 'helmet'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App, Feature } from '../app.ts'
import type { AskerKnown } from '../auth/asking.ts'
import type { Texts } from '../i18n/texts.ts'
import { registerAbsence, routesOf } from './absence.ts'
import { ASSETS, loadAssets } from './assets.ts'
import { registerEvenly } from './evenly.ts'
import { registerErrors, type ProblemView } from './errors.ts'
import { readForm, registerEmptyBodies } from './forms.ts'
import { registerIncoming } from './incoming.ts'
import { registerActor } from './gate.ts'
import { registerLocale, takeLocale } from './locale.ts'
import { registerOriginCheck } from './origin.ts'
import { registerPages, type Frame } from './page.ts'
import { registerPublic } from './public.ts'
import { lateValidators } from './validator.ts'

/** A slice's routes: one encapsulated plugin. */
export type Routes = (app: App) => FastifyPluginAsyncTypebox

/** Who may call a route: `anyone`, `signed-in`, or what a mandate gives. Every route names one; there is no default. */
type Permission = string

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission
    /** It has no territory (settings, the journal, files of the whole movement): a mandate for a part does not open it. */
    everywhere?: true
    /** Open also to who has not said yet for whom of those who share her mailbox she speaks. */
    undecided?: true
  }
  interface FastifyInstance {
    /** Every route with its permission, as "GET /sign anyone". */
    doors: string[]
    /** The shapes of its parameters, query and body, by the same name. */
    schemas: Map<string, FastifySchema>
    /** The ways to compile the shapes of all requests. */
    shapes: (() => unknown)[]
  }
}

export type Server = FastifyInstance
type Views = { frame: Frame; problem: ProblemView }
type Parts = {
  features: Feature[]
  domainOf(feature: Feature): string
  texts: Texts
  views: Views
  checkReady(): Promise<void>
  gate: Gate
  development?: Routes
}
/** Pages that let people in. */
type Gate = { signIn: string; secondFactor: string; whoOfThem: string }

/** Largest body that any form or call has a reason to send; uploads will name a limit of their own. */
const BODY_LIMIT = 64 * 1024

/** Milliseconds for a form or a call to arrive whole; and for an upload, over a slow line. */
const BODY_TIME = 30_000
const UPLOAD_TIME = 2 * 3600 * 1000

/** Builds the web server from the slices' routes. It does not listen yet. */
export async function createServer(
  app: App,
  { features, domainOf, texts, views, checkReady, gate, development }: Parts,
): Promise<Server> {
  const { config } = app
  const secure = securityHeaders(config.publicUrl.startsWith('https:'), config.mapTiles?.origin)
  const server = fastify({
    loggerInstance: app.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trust(config.trustProxy),
    bodyLimit: BODY_LIMIT,
    requestTimeout: UPLOAD_TIME,
    rewriteUrl: takeLocale,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // What is no URL at all never reaches the pages of errors, nor what is done with every request.
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack()
      reply.raw.writeHead(400, { ...secure, ...BARE }).end('Bad request')
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  server.decorate('shapes', [])
  server.setValidatorCompiler(lateValidators(server.shapes))
  server.removeContentTypeParser('text/plain')
  // Hooks that every request passes call back: one that is async costs each of them a promise.
  // Before all that may refuse: a refusal has them too.
  secureHeaders(server, secure)
  endSlowBodies(server)
  requirePermissions(server, new Set(['anyone', 'signed-in', ...Object.keys(app.permissions)]))
  // Before whoever may not come in is told so on a page, which looks at them.
  await server.register(cookie)
  const main = () => app.movement.current.locale
  registerLocale(server, main)
  registerPages(server, { frame: views.frame, main, publicUrl: config.publicUrl, asset: loadAssets() })
  registerErrors(server, texts, views.problem)
  registerAbsence(server, app)
  registerOriginCheck(server, config.publicUrl)
  registerActor(server, app, { ...gate, knows: knowing(features), heldByKey: heldByKey(app, features) })
  registerEmptyBodies(server)
  registerIncoming(server)
  logResponses(server, app)

  await server.register(rateLimit, { global: false, cache: 20_000 })
  registerPublic(server, app)
  registerEvenly(server)
  await server.register(compress, { threshold: 1024 })
  await server.register(formbody, { parser: readForm })
  await server.register(statics, {
    root: `${ASSETS}/assets`,
    prefix: '/assets/',
    maxAge: '365d',
    immutable: true,
    preCompressed: true,
    index: false,
    // A worker looks after pages that stand elsewhere than its own file; for which, its page says.
    setHeaders: (reply, file) => {
      if (/\.worker-[^/]*\.js/.test(file)) reply.header('service-worker-allowed', '/')
    },
  })
  await registerDocument(server, app)
  registerHealth(server, checkReady)

  for (const feature of features) if (feature.routes) await server.register(routesOf(app, feature, domainOf(feature)))
  if (development) await server.register(development(app))
  return server
}

/** The document of the API (OpenAPI 3.0), made of the routes' own shapes. */
async function registerDocument(server: FastifyInstance, { config, movement }: App): Promise<void> {
  await server.register(swagger, {
    openapi: {
      info: { title: `${movement.current.name} API`, version: '1' },
      servers: [{ url: config.publicUrl }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
  })
  server.get('/api/v1/openapi.json', { config: { permission: 'anyone', kept: 60_000 }, schema: { hide: true } }, async () =>
    server.described(),
  )
}

const BARE = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }

const knowing = (features: Feature[]): AskerKnown => Object.assign({}, ...features.map(({ knowsAsker }) => knowsAsker))

function heldByKey(app: App, features: Feature[]) {
  const known = features.find((feature) => feature.heldByKey)
  return async (key: string) => known?.heldByKey?.(app, key)
}

/** A number counts the proxies in a row, from the nearest; addresses are read by Fastify. */
function trust(proxies: boolean | number | string) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}

/** Ends a request whose body trickles in: it would hold a connection for as long as an upload may take. */
function endSlowBodies(server: FastifyInstance): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  const end = (request: FastifyRequest) => clearTimeout(timers.get(request))
  server.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request))
      timers.set(
        request,
        setTimeout(() => request.raw.destroy(), BODY_TIME),
      )
    done()
  })
  // The body is read by now, or left to a route that reads it as it comes.
  server.addHook('preValidation', (request, _reply, done) => done(void end(request)))
  server.addHook('onResponse', (request, _reply, done) => done(void end(request)))
}

/** A request without either has none (RFC 9112 §6.3). */
const hasBody = ({ headers }: FastifyRequest) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined

/** A route without a permission, or with one that no slice declares, stops the program at boot. */
function requirePermissions(server: FastifyInstance, known: Set<string>): void {
  server.decorate('doors', [])
  server.decorate('schemas', new Map())
  server.addHook('onRoute', ({ url, method, config, schema }) => {
    // The library's own files: built by us, the same for everybody.
    if (url.startsWith('/assets/')) return
    if (!config?.permission) throw new Error(`Route ${String(method)} ${url} names no permission`)
    if (!known.has(config.permission)) throw new Error(`Nobody declares the permission ${config.permission} of ${url}`)
    const door = `${String(method)} ${url} ${config.permission}`
    server.doors.push(door)
    if (schema) server.schemas.set(door, schema)
  })
}

/** The route's pattern, never the address itself: links hold tokens, and logs are kept by others. */
function logResponses(server: FastifyInstance, { log }: Pick<App, 'log'>): void {
  if (log.level !== 'debug' && log.level !== 'trace') return
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, id } = request
    request.log.debug(
      { id, method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
}

/** Headers that browsers are told, the same on every answer: said by helmet once, and not by its thirteen parts each time. */
function securityHeaders(https: boolean, tiles: string | undefined): Record<string, string> {
  const said: Record<string, string> = {}
  const answer = { setHeader: (name: string, value: string) => void (said[name.toLowerCase()] = value), removeHeader: () => {} }
  helmet(policies(https, tiles))({} as IncomingMessage, answer as unknown as ServerResponse, () => {})
  return said
}

function policies(https: boolean, tiles: string | undefined) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...(tiles ? [tiles] : [])],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' as const },
    crossOriginEmbedderPolicy: false,
  }
}

/** Headers that are the same on every answer. No cache keeps one of which its route says nothing else. */
function secureHeaders(server: FastifyInstance, secure: Record<string, string>): void {
  const always = { ...secure, 'cache-control': 'no-store' }
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(always)
    done()
  })
}

function registerHealth(server: FastifyInstance, checkReady: () => Promise<void>): void {
  const config = { permission: 'anyone', turn: 'none' } as const
  server.get('/healthz', { config, schema: { hide: true } }, async () => ({ status: 'alive' }))
  server.get('/readyz', { config, schema: { hide: true } }, async (_request, reply) => {
    try {
      await checkReady()
      return { status: 'ready' }
    } catch (error) {
      server.log.warn({ err: error }, 'not ready')
      return reply.code(503).send({ status: 'not ready' })
    }
  })
}
