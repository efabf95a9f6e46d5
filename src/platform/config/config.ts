import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isLocale, LOCALES, type Locale } from '../i18n/locales.ts'

export type Role = 'all' | 'web' | 'worker'

export type Config = {
  port: number
  host: string
  /** Without a slash at the end. */
  publicUrl: string
  dataDir: string
  /** undefined: PGlite in `dataDir`. */
  databaseUrl: string | undefined
  /** undefined: one `.eml` per message in `dataDir/outbox`. */
  mailUrl: string | undefined
  secret: string
  role: Role
  /** Who may say the client's address: nobody, a number of proxies in a row, or addresses of proxies. */
  trustProxy: boolean | number | string
  production: boolean
  logLevel: string
  movement: { name: string; locale: Locale; contact: string; sentence: string | undefined }
  /** Signatures that one process takes: a minute from everybody together; in ten minutes from one network address; an hour with one e-mail address. */
  signatureLimits: { everybody: number; network: number; address: number }
}

/** Every mistake in the settings, one sentence each. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly mistakes: string[]

  constructor(mistakes: string[]) {
    super(mistakes.join('\n'))
    this.mistakes = mistakes
  }
}

type Env = Record<string, string | undefined>

/** Reads the settings from the environment. Throws a SettingsError that lists every mistake. */
export function readConfig(env: Env): Config {
  const mistakes: string[] = []
  const wrong = <T>(sentence: string, instead: T): T => (mistakes.push(sentence), instead)
  const limit = (name: string, otherwise: number) =>
    wholeNumber(env[name], otherwise, 1, 1_000_000_000) ?? wrong(`${name} must be a whole number of at least 1, not "${env[name]}".`, otherwise)
  const production = env.NODE_ENV === 'production'
  const dataDir = resolve(env.DATA_DIR || './var')
  const port = wholeNumber(env.PORT, 3000, 0, 65_535) ?? wrong(`PORT must be a number from 0 to 65535, not "${env.PORT}".`, 0)
  const publicUrl = origin(env.PUBLIC_URL || `http://localhost:${port}`)
  const role = roleOf(env.APPUI_ROLE || 'all')
  const locale = env.MOVEMENT_LOCALE || 'fr'

  const config: Config = {
    port,
    host: env.HOST || (production ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: publicUrl ?? wrong(`PUBLIC_URL must be an address such as https://example.org, without a path, not "${env.PUBLIC_URL}".`, ''),
    dataDir,
    databaseUrl: urlOf(env.DATABASE_URL, ['postgres:', 'postgresql:'], 'DATABASE_URL', 'postgres://user:password@host:5432/database', mistakes),
    mailUrl: urlOf(env.MAIL_URL, ['smtp:', 'smtps:'], 'MAIL_URL', 'smtps://user:password@host:465', mistakes),
    secret: '',
    role: role ?? wrong(`APPUI_ROLE must be all, web or worker, not "${env.APPUI_ROLE}".`, 'all'),
    trustProxy: proxies(env.TRUST_PROXY),
    production,
    logLevel: env.LOG_LEVEL || 'info',
    movement: {
      name: env.MOVEMENT_NAME?.trim() || 'Appui',
      locale: isLocale(locale) ? locale : wrong(`MOVEMENT_LOCALE must be one of ${LOCALES.join(', ')}, not "${locale}".`, 'fr'),
      contact: env.MOVEMENT_CONTACT || `contact@${publicUrl ? new URL(publicUrl).hostname : 'localhost'}`,
      sentence: env.MOVEMENT_SENTENCE?.trim() || undefined,
    },
    signatureLimits: {
      everybody: limit('SIGNATURES_PER_MINUTE', 6000),
      // A meeting hall or a mobile operator stands behind one address, so it is generous.
      network: limit('SIGNATURES_PER_NETWORK', 300),
      address: limit('SIGNATURES_PER_ADDRESS', 6),
    },
  }

  if (!config.databaseUrl && config.role !== 'all') {
    mistakes.push('APPUI_ROLE can only be "all" with the embedded database, which one process alone may open: set DATABASE_URL to split roles.')
  }
  const secret = secretOf(env, production, mistakes)
  if (mistakes.length > 0) throw new SettingsError(mistakes)
  return { ...config, secret: secret ?? generatedSecret(dataDir) }
}

const SHORTEST_SECRET = 32
/** Examples that people copy: those of our own compose.yaml and guides, and the usual suspects. */
const KNOWN_SECRETS = /^(change-?me|secret|password|example|test|appui|default|0+|1+|x+)/i

function secretOf(env: Env, production: boolean, mistakes: string[]): string | undefined {
  const secret = env.SECRET
  if (!secret) {
    if (production) mistakes.push('SECRET is missing: in production give one of your own, for instance from "openssl rand -hex 32", and keep it.')
    return undefined
  }
  if (KNOWN_SECRETS.test(secret)) mistakes.push('SECRET is one that everybody knows: make one with "openssl rand -hex 32".')
  else if (secret.length < SHORTEST_SECRET) mistakes.push(`SECRET is too short: it takes at least ${SHORTEST_SECRET} characters.`)
  return secret
}

/** Embedded, the secret lives beside the data that it protects links into, readable by its owner alone. */
function generatedSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}

function wholeNumber(text: string | undefined, otherwise: number, least: number, most: number): number | undefined {
  if (!text) return otherwise
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined
}

function origin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && url.search === '' && url.username === ''
  return plain ? url.origin : undefined
}

function urlOf(text: string | undefined, protocols: string[], name: string, example: string, mistakes: string[]): string | undefined {
  if (!text) return undefined
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    mistakes.push(`${name} must look like ${example}.`)
    return undefined
  }
  return text
}

function roleOf(text: string): Role | undefined {
  return text === 'all' || text === 'web' || text === 'worker' ? text : undefined
}

/** `TRUST_PROXY`: nothing or "false" → nobody; a number → that many proxies in a row; else addresses, as Fastify reads them. */
function proxies(text: string | undefined): boolean | number | string {
  if (!text || text === 'false') return false
  return /^\d+$/.test(text) ? Number(text) : text
}
