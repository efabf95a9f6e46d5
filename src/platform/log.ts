import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

export type Log = FastifyBaseLogger

/** JSON lines on standard output. Never give it a name, an address or a link: what is logged is kept by others. */
export function createLog(level: string): Log {
  return pino({ level, base: null })
}
