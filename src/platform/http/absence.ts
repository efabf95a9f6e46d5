import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import type { App, Feature } from '../app.ts'
import { NotFound } from '../errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The domain that serves it: while the movement does without, there is no such route. */
    domain?: string
  }
  interface FastifyInstance {
    /** Which domain serves a path, as the document of the API writes it. */
    domains: Map<string, string>
    /** Which room serves a route, as "GET /sign": the name of its plug. */
    rooms: Map<string, string>
    /** The document of the API (OpenAPI 3.0), without what the movement does without. */
    described(): { paths?: Record<string, unknown> }
  }
}

/** What the movement does without is not there, whoever asks: looked at before anybody is asked who she is. */
export function registerAbsence(server: FastifyInstance, { isOn }: App): void {
  server.decorate('domains', new Map())
  server.decorate('rooms', new Map())
  server.addHook('onRequest', async ({ routeOptions }) => {
    const { domain } = routeOptions.config
    if (domain && !isOn(domain)) throw new NotFound('error.not-found')
  })
  server.decorate('described', () => {
    const document = server.swagger()
    const present = Object.entries(document.paths ?? {}).filter(([path]) => isOn(server.domains.get(path) ?? ''))
    return { ...document, paths: Object.fromEntries(present) }
  })
}

/** A room's routes, each marked with the domain that serves it. */
export function routesOf(app: App, { name, routes }: Feature, domain: string): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.addHook('onRoute', (route) => {
      route.config = { ...route.config, domain }
      server.rooms.set(`${String(route.method)} ${route.url}`, name)
      server.domains.set(route.url.replace(/:(\w+)/g, '{$1}'), domain)
    })
    await server.register(routes!(app))
  }
}
