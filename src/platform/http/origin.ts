import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Denied } from '../errors.ts'
import { isFromThisMachine } from './loopback.ts'

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses a change that another site's page started. Browsers say where a request comes from in Sec-Fetch-Site, older
 * ones in Origin; a program says neither, carries no cookie of a visitor, and may pass.
 */
export function registerOriginCheck(server: FastifyInstance, publicUrl: string): void {
  server.addHook('onRequest', async (request) => {
    if (!SAFE.includes(request.method) && !isFromHere(request, publicUrl)) throw new Denied('error.other-site')
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
