import type { FastifyInstance, FastifyRequest } from 'fastify'
import { setTimeout as pause } from 'node:timers/promises'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Its answers leave on a beat, so that how long one took does not tell what was found: whether somebody is in the file. `but`: the permission of those
     * who, holding it everywhere, may know.
     */
    evenly?: { but?: string }
  }
  interface FastifyInstance {
    /** Routes whose answers do, as "POST /sign-in". */
    even: string[]
  }
}

/** Milliseconds: longer than the work of any such answer takes on a machine that keeps up. */
const BEAT = 250

/** Milliseconds that are left until the next beat, after so many. */
export const untilBeat = (took: number): number => Math.ceil(took / BEAT) * BEAT - took

/** Lets the answers of routes that ask for it leave at whole beats after the request was there. */
export function registerEvenly(server: FastifyInstance): void {
  const begun = new WeakMap<FastifyRequest, number>()
  server.decorate('even', [])
  server.addHook('onRoute', (route) => {
    if (!route.config?.evenly) return
    server.even.push(`${String(route.method)} ${route.url}`)
    route.onSend = [...[route.onSend ?? []].flat(), wait]
  })
  // From when all of the request is read: whoever sends it slowly would choose the moment.
  server.addHook('preHandler', (request, _reply, done) => {
    const { evenly } = request.routeOptions.config
    const mayKnow = evenly?.but && request.actor?.grants.get(evenly.but) === 'everywhere'
    if (evenly && !mayKnow) begun.set(request, performance.now())
    done()
  })
  async function wait(request: FastifyRequest): Promise<void> {
    const at = begun.get(request)
    if (at !== undefined) await pause(untilBeat(performance.now() - at))
  }
}
