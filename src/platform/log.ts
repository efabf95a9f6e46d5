import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

export type Log = FastifyBaseLogger

export type LogFormat = 'text' | 'json'

/**
 * Lines on standard output, for people or as JSON; with `write`, to it alone. Never give it a name, an address or a link: what is logged is kept by
 * others.
 */
export function createLog(level: string, format: LogFormat = 'json', write?: (line: string) => void): Log {
  const options = { level, base: null, serializers: { err: describeError } }
  if (format === 'json') return write ? pino(options, { write }) : pino(options)
  return pino(options, { write: (line) => (write ?? toOutput)(spoken(line)) })
}

const toOutput = (line: string) => void process.stdout.write(line)

/** From this level on a line begins with a word that says so (pino's numbers). */
const TONES = [
  [50, 'ERROR: '],
  [40, 'Warning: '],
  [0, ''],
] as const

/** A line of the log as one reads it: what happened, then what is known of it, and where an error came from. */
export function spoken(line: string): string {
  // As pino writes it: a level, a moment, and what was told.
  const {
    level,
    msg = '',
    err,
    time: _at,
    ...rest
  } = JSON.parse(line) as { level: number; msg?: string; err?: Described; time: number }
  const [, tone] = TONES.find(([from]) => level >= from)!
  const sentence = msg.charAt(0).toUpperCase() + msg.slice(1)
  const known = [...Object.entries(rest), ...Object.entries(err ?? {}).filter(([name]) => name !== 'stack')]
    .map(([name, value]) => `${name} ${inOneLine(value)}`)
    .join(', ')
  return `${tone}${sentence}${known && ` (${known})`}\n${err?.stack ? `${err.stack}\n` : ''}`
}

/** Whatever somebody sent stays within its line: no word of hers looks like one of ours (OWASP ASVS 5.0, V16.4.1). */
const inOneLine = (value: unknown) =>
  typeof value === 'object' || /[\p{Cc}\u2028\u2029]/u.test(String(value)) ? JSON.stringify(value) : String(value)

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
