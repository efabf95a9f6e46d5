import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Denied } from '../errors.ts'
import { isFromThisMachine } from './loopback.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What it does it does for nobody: it looks at no cookie, so that a page of another site gains nothing by asking for it. */
    forNobody?: true
  }
}

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses a change that another site's page started. Browsers say where a request comes from in Sec-Fetch-Site, older
 * ones in Origin; a program says neither, carries no cookie of a visitor, and may pass. A page that tells no other where one comes from
 * (`Referrer-Policy: no-referrer`) makes a browser send `Origin: null` with its own forms (Fetch, "append a request Origin header"): what such
 * a form asks for must be for nobody.
 */
export function registerOriginCheck(server: FastifyInstance, publicUrl: string): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const mayPass = SAFE.includes(request.method) || request.routeOptions.config?.forNobody || isFromHere(request, publicUrl)
    done(mayPass ? undefined : new Denied('error.other-site'))
  })
}

function isFromHere(request: FastifyRequest, publicUrl: string): boolean {
  const { headers } = request
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = headers
  if (origin === undefined) return true
  if (origin === publicUrl) return true
  // Whoever tries it on her own machine may type another of its names.
  return URL.canParse(origin) && new URL(origin).host === headers.host && isFromThisMachine(request)
}
