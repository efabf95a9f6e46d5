import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Denied } from '../errors.ts'

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

function isFromHere({ headers }: FastifyRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return origin === publicUrl || new URL(origin).host === headers.host
}
