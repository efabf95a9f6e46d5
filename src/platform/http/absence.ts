import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify'
import type { App, Feature } from '../app.ts'
import { NotFound } from '../errors.ts'

/** Which domains serve what stands at a path, by the path as its route names it. */
type Places = Map<string, { fits: RegExp; domains: string[] }>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The domain that serves it: while the movement does without, there is no such route. */
    domain?: string
    /** Another one whose things it is about: the same. */
    about?: string
  }
  interface FastifyRequest {
    /** The address of a page, as `link` gives it; undefined while the movement does without what is there. For links to domains that one may do without. */
    way: (path: string) => string | undefined
  }
  interface FastifyInstance {
    places: Places
    /** Whether the movement has what is at a path, as a link or a form names it. */
    isThere(path: string): boolean
    /** Which room serves a route, as "GET /sign": the name of its plug. */
    rooms: Map<string, string>
    /** The document of the API (OpenAPI 3.0), without what the movement does without. */
    described(): { paths?: Record<string, unknown> }
  }
}

/** What the movement does without is not there, whoever asks: looked at before anybody is asked who she is. */
export function registerAbsence(server: FastifyInstance, { isOn }: App): void {
  server.decorate('rooms', new Map())
  const places: Places = new Map()
  server.decorate('places', places)
  server.addHook('onRequest', ({ routeOptions }, _reply, done) =>
    done(domainsOf(routeOptions.config).every(isOn) ? undefined : new NotFound('error.not-found')),
  )
  server.decorate('isThere', (path: string) => {
    const [plain] = path.split(/[?#]/) as [string]
    // A page with a name of its own comes before one of anything.
    const found = places.get(plain) ?? places.values().find(({ fits }) => fits.test(plain))
    return found === undefined || found.domains.every(isOn)
  })
  server.decorateRequest('way', {
    getter(this: FastifyRequest) {
      return (path: string) => (server.isThere(path) ? this.link(path) : undefined)
    },
  })
  server.decorate('described', () => {
    const document = server.swagger()
    const present = Object.entries(document.paths ?? {}).filter(([path]) => server.isThere(path.replace(/[{}]/g, '')))
    return { ...document, paths: Object.fromEntries(present) }
  })
}

const domainsOf = ({ domain, about }: FastifyContextConfig = {}) => [domain, about].filter((one) => one !== undefined)

/** A room's routes, each marked with the domain that serves it. */
export function routesOf(app: App, { name, routes }: Feature, domain: string): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.addHook('onRoute', (route) => {
      route.config = { ...route.config, domain }
      server.rooms.set(`${String(route.method)} ${route.url}`, name)
      const fits = new RegExp(`^${route.url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`)
      server.places.set(route.url, { fits, domains: domainsOf(route.config) })
    })
    await server.register(routes!(app))
  }
}
