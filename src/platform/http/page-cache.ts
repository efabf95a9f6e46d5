import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { Movement } from '../config/config.ts'
import { isOwn } from './page.ts'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

type Rendered = { identity: Buffer; gzip: Buffer; br: Buffer }

const compressGzip = promisify(gzip)
const compressBrotli = promisify(brotliCompress)

/**
 * Keeps pages that are the same for everybody for a moment, ready compressed, and renders each once however many ask.
 * A page is at most `ttl` milliseconds old, and never of before what the movement says of itself, its domains among it, changed.
 */
export function createPageCache({ movement }: Pick<App, 'movement'>, ttl: number) {
  const pages = new Map<string, { until: number; page: Promise<Rendered>; of: Movement }>()

  function rendered(key: string, render: () => Promise<string>): Promise<Rendered> {
    const known = pages.get(key)
    if (known && known.until > Date.now() && known.of === movement.current) return known.page
    const page = render().then(compress)
    // Kept from the moment that it is begun, so that whoever comes meanwhile waits for this one.
    pages.set(key, { until: Date.now() + ttl, page, of: movement.current })
    page.catch(() => pages.delete(key))
    return page
  }

  return {
    async send(request: FastifyRequest, reply: FastifyReply, render: () => Promise<string>): Promise<FastifyReply> {
      // Her own links, or word of what she just did, are on it: it is nobody else's.
      // An address that somebody wrote otherwise would stand in links of the page.
      if (isOwn(request) || request.plainPath !== request.routeOptions.url)
        return reply
          .header('cache-control', 'private, no-store')
          .type('text/html; charset=utf-8')
          .send(await render())
      const page = await rendered(`${request.locale} ${request.routeOptions.url}`, render)
      reply.headers({ 'cache-control': 'public, no-cache', vary: 'accept-encoding' }).type('text/html; charset=utf-8')
      const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''))
      if (encoding !== 'identity') reply.header('content-encoding', encoding)
      return reply.send(page[encoding])
    },
  }
}

function encodingFor(accepted: string): 'br' | 'gzip' | 'identity' {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}

async function compress(html: string): Promise<Rendered> {
  const identity = Buffer.from(html)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
  const [gzipped, br] = await Promise.all([compressGzip(identity), compressBrotli(identity, quality)])
  return { identity, gzip: gzipped, br }
}
