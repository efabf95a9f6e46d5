import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

export type Log = FastifyBaseLogger

/** JSON lines on standard output. Never give it a name, an address or a link: what is logged is kept by others. */
export function createLog(level: string): Log {
  return pino({ level, base: null, serializers: { err: describeError } })
}

type Described = {
  name?: string
  message?: string
  stack?: string
  code?: unknown
  responseCode?: unknown
  severity?: unknown
  table?: unknown
  constraint?: unknown
}

/** An error without the words of others: mail servers repeat the address that they refuse, and databases the row. */
function describeError(error: Described) {
  const { name, code, responseCode, severity, table, constraint } = error
  const foreign = responseCode !== undefined || severity !== undefined
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  return {
    type: name,
    code,
    responseCode,
    table,
    constraint,
    message: foreign ? undefined : error.message,
    stack: frames?.join('\n'),
  }
}
