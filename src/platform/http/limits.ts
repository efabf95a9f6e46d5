import type { FastifyInstance, FastifyRequest } from 'fastify'

/** The visitor, the address or everybody together has asked too often. HTTP 429. */
export class TooMany extends Error {
  override readonly name = 'TooMany'
  readonly retryAfter: number

  /** @param retryAfter seconds until it may be tried again. */
  constructor(retryAfter: number) {
    super('Too many requests')
    this.retryAfter = retryAfter
  }
}

export type LimitRule = {
  max: number
  /** Milliseconds. */
  window: number
  /** Whom it counts; undefined counts nobody for this request. */
  key(request: FastifyRequest): string | undefined
}

const networks = new WeakMap<FastifyRequest, string>()

/** The network that a visitor comes from: IPv4 whole, IPv6 by /64, since one subscriber holds all of it. Each limit asks: behind proxies it is read from a header, once. */
export function networkOf(request: FastifyRequest): string {
  const known = networks.get(request) ?? networkIn(request.ip)
  networks.set(request, known)
  return known
}

function networkIn(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - groups.length - rest.length }, () => '0')
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':')
}

/** Windows, in milliseconds. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/**
 * A check that throws TooMany when any rule is passed. Counts live in this process: with several web processes each
 * counts its own share, so what must be exact (mails to one address) is decided by the database as well.
 */
export function limiter(server: FastifyInstance, rules: LimitRule[]): (request: FastifyRequest) => Promise<void> {
  const checks = rules.map(({ max, window, key }) => ({
    key,
    check: server.createRateLimit({ max, timeWindow: window, keyGenerator: (request) => key(request)! }),
  }))
  return async (request) => {
    for (const { key, check } of checks) {
      if (key(request) === undefined) continue
      const result = await check(request)
      if (!result.isAllowed && result.isExceeded) throw new TooMany(result.ttlInSeconds)
    }
  }
}
