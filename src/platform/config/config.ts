import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isZone, zonesOf } from '../i18n/countries.ts'
import { LOCALES, type Locale } from '../i18n/locales.ts'
import { plainWays } from './encrypted.ts'
import { type Dkim, dkimOf } from './signing.ts'

/** Who speaks on every page and in every mail. */
export type Movement = {
  name: string
  /** The language of paths without a prefix. */
  locale: Locale
  /** Where people write to, also about their data; undefined until somebody has said it: an address that nobody reads is none. */
  contact: string | undefined
  sentence: string | undefined
  /** #rrggbb; undefined: that of the styles. */
  accent: string | undefined
  /** Who answers for the file: legal name and postal address (GDPR art. 13). */
  controller: string | undefined
  /** Where it is at home, ISO 3166-1 alpha-2: what every form means that asks for a country, until somebody says another. */
  country: string
  /** IANA name of the zone whose clocks count for what has no place. */
  timeZone: string
  /** Domains that it does without. */
  off: string[]
}

export type Config = {
  port: number
  host: string
  /** Without a slash at the end. */
  publicUrl: string
  dataDir: string
  /** undefined: PGlite in `dataDir`. */
  databaseUrl: string | undefined
  /** Who owns the schema, when it is not the role of `databaseUrl`: migrations run under it. */
  ownerUrl: string | undefined
  /** Where workers listen for new jobs: past a pooler that shares sessions between transactions. */
  directUrl: string | undefined
  /** undefined: one `.eml` per message in `dataDir/outbox`. */
  mailUrl: string | undefined
  /** Whether the server behind it takes each Message-ID once (`hop/`): then what is uncertain is sent again. */
  mailOnce: boolean
  /** undefined: letters to many leave unsigned, for whoever takes them to sign. */
  dkim: Dkim | undefined
  /** Pictures behind maps, of a service that then sees who looks at them; undefined: lines of our own. */
  mapTiles: { url: string; credit: string; origin: string } | undefined
  /** A service that knows where addresses are, and then sees which are typed; undefined: towns and postal codes alone. */
  geocoder: string | undefined
  secret: string
  role: 'all' | 'web' | 'worker'
  /** Who may say the client's address: nobody, a number of proxies in a row, or addresses of proxies. */
  trustProxy: boolean | number | string
  production: boolean
  logLevel: string
  /** Of the log: for who watches a terminal, or one JSON object a line for what collects them. */
  logFormat: 'text' | 'json'
  /** What the movement is called until `/setup` has said it. */
  movement: Movement
  /** What shuts and opens backups, in the format of age: a public key and the one that belongs to it, or a passphrase. */
  backup: { recipient: string | undefined; identity: string | undefined; passphrase: string | undefined }
  /** How many persons of the file one account, or one key, may be shown in a day. */
  personsADay: number
  /** Milliseconds that a page which is the same for everybody may be kept. */
  pagesKept: number
  /** How many pages that anybody may open are drawn in a minute for one network; those that were kept do not count. */
  pagesPerNetwork: number
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

const POSTGRES = ['postgres:', 'postgresql:']

/** Reads the settings from the environment. Throws a SettingsError that lists every mistake. */
export function readConfig(env: Env): Config {
  const mistakes: string[] = []
  const reader = createReader(env, mistakes)
  const production = env.NODE_ENV === 'production'
  const dataDir = resolve(env.DATA_DIR || './var')
  const port = reader.number('PORT', 3000, { least: 0, most: 65_535 })
  const publicUrl = reader.origin('PUBLIC_URL', `http://localhost:${port}`)
  const databaseUrl = reader.url('DATABASE_URL', POSTGRES, 'postgres://user:password@host:5432/database')
  const role = reader.oneOf('APPUI_ROLE', ['all', 'web', 'worker'] as const)
  if (!databaseUrl && role !== 'all') mistakes.push(EMBEDDED_ROLE)
  const secret = secretOf(env, { production, split: role !== 'all' }, mistakes)

  const config: Omit<Config, 'secret'> = {
    port,
    host: env.HOST || (production ? '0.0.0.0' : '127.0.0.1'),
    publicUrl,
    dataDir,
    databaseUrl,
    ownerUrl: reader.url('DATABASE_OWNER_URL', POSTGRES, 'postgres://owner:password@host:5432/database'),
    directUrl: reader.url('DATABASE_DIRECT_URL', POSTGRES, 'postgres://user:password@host:5432/database') ?? databaseUrl,
    mailUrl: reader.url('MAIL_URL', ['smtp:', 'smtps:'], 'smtps://user:password@host:465'),
    mailOnce: reader.oneOf('MAIL_ONCE', ['no', 'yes'] as const) === 'yes',
    dkim: dkimOf(env, publicUrl, mistakes),
    role,
    trustProxy: proxies(env.TRUST_PROXY),
    production,
    logLevel: env.LOG_LEVEL || 'info',
    logFormat: reader.oneOf('LOG_FORMAT', ['text', 'json'] as const),
    movement: readMovement(env, reader, publicUrl),
    mapTiles: tilesOf(env, mistakes),
    geocoder: reader.url('GEOCODER_URL', ['https:', 'http:'], 'https://geocoder.example.org')?.replace(/\/$/, ''),
    backup: backupOf(env, mistakes),
    personsADay: reader.number('PERSONS_PER_DAY', 5000),
    pagesKept: reader.number('PAGES_KEPT', 5, { least: 0, most: 3600 }) * 1000,
    // A university or a mobile operator stands behind one address.
    pagesPerNetwork: reader.number('PAGES_PER_NETWORK', 600),
    signatureLimits: {
      everybody: reader.number('SIGNATURES_PER_MINUTE', 6000),
      // A meeting hall or a mobile operator stands behind one address, so it is generous.
      network: reader.number('SIGNATURES_PER_NETWORK', 300),
      address: reader.number('SIGNATURES_PER_ADDRESS', 6),
    },
  }
  const databases = { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: config.ownerUrl }
  if (config.directUrl !== databaseUrl) Object.assign(databases, { DATABASE_DIRECT_URL: config.directUrl })
  if (production) mistakes.push(...plainWays({ publicUrl, databases }))
  if (mistakes.length > 0) throw new SettingsError(mistakes)
  return { ...config, secret: secret ?? generatedSecret(dataDir) }
}

const EMBEDDED_ROLE =
  'APPUI_ROLE can only be "all" with the embedded database, which one process alone may open: set DATABASE_URL to split roles.'

function readMovement(env: Env, reader: Reader, publicUrl: string): Movement {
  return {
    // Nobody has named it: it is called as its address is, which is true and nobody's choice.
    name: env.MOVEMENT_NAME?.trim() || new URL(publicUrl).hostname,
    locale: reader.oneOf('MOVEMENT_LOCALE', LOCALES),
    contact: env.MOVEMENT_CONTACT?.trim() || undefined,
    sentence: env.MOVEMENT_SENTENCE?.trim() || undefined,
    accent: undefined,
    controller: undefined,
    ...homeOf(reader),
    off: [],
  }
}

/** Where a movement is at home that has not said it: this program was first written for one in France. */
const HOME = 'FR'

function homeOf(reader: Reader): Pick<Movement, 'country' | 'timeZone'> {
  const country = reader.line('MOVEMENT_COUNTRY', HOME, {
    must: 'be two letters of ISO 3166-1, such as FR',
    fits: (text) => zonesOf(text).length > 0,
  })
  const [zone, ...others] = zonesOf(country)
  const must = `be a zone such as Europe/Paris: the clocks of ${country} do not agree`
  return { country, timeZone: reader.line('MOVEMENT_TIME_ZONE', others.length === 0 ? zone! : '', { must, fits: isZone }) }
}

type Reader = ReturnType<typeof createReader>

/** Reads one setting each. A wrong one adds a sentence to `mistakes` and goes on with its default, so that all are told at once. */
function createReader(env: Env, mistakes: string[]) {
  const wrong = <T>(name: string, must: string, otherwise: T): T => {
    mistakes.push(`${name} must ${must}, not "${env[name] ?? ''}".`)
    return otherwise
  }
  return {
    number(name: string, otherwise: number, { least = 1, most = 1_000_000_000 } = {}): number {
      const value = env[name] ? Number(env[name]) : otherwise
      const fits = Number.isInteger(value) && value >= least && value <= most
      return fits ? value : wrong(name, `be a whole number from ${least} to ${most}`, otherwise)
    },
    /** The first choice is the default. */
    oneOf<T extends string>(name: string, choices: readonly T[]): T {
      const otherwise = choices[0]!
      return (
        choices.find((choice) => choice === (env[name] || otherwise)) ?? wrong(name, `be one of ${choices.join(', ')}`, otherwise)
      )
    },
    line(name: string, otherwise: string, { must, fits }: { must: string; fits(text: string): boolean }): string {
      const text = env[name] || otherwise
      return fits(text) ? text : wrong(name, must, otherwise)
    },
    origin(name: string, otherwise: string): string {
      return (
        originOf(env[name] || otherwise) ?? wrong(name, 'be an address such as https://example.org, without a path', otherwise)
      )
    },
    url(name: string, protocols: string[], example: string): string | undefined {
      const text = env[name] || undefined
      const fits = text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol))
      return fits ? text : wrong(name, `look like ${example}`, undefined)
    },
  }
}

/** `MAP_TILES`: an address with {z}, {x} and {y}; `MAP_CREDIT`: whom the maps are to name. */
function tilesOf(env: Env, mistakes: string[]): Config['mapTiles'] {
  const url = env.MAP_TILES
  if (!url) return undefined
  const filled = url.replace(/\{[zxy]\}/g, '0')
  const fits =
    ['{z}', '{x}', '{y}'].every((part) => url.includes(part)) && URL.canParse(filled) && new URL(filled).protocol === 'https:'
  if (!fits) mistakes.push(`MAP_TILES must look like https://tiles.example.org/{z}/{x}/{y}.png, not "${url}".`)
  if (!env.MAP_CREDIT) mistakes.push('MAP_CREDIT is missing: map services ask to be named beside their maps.')
  return fits ? { url, credit: env.MAP_CREDIT ?? '', origin: new URL(filled).origin } : undefined
}

const SHORTEST_SECRET = 32
/** Examples that people copy: those of our own compose.yaml and guides, and the usual suspects. */
const KNOWN_SECRETS = /^(change-?me|secret|password|example|test|appui|default)|^(.)\2*$/i

function secretOf(
  env: Env,
  { production, split }: { production: boolean; split: boolean },
  mistakes: string[],
): string | undefined {
  const secret = env.SECRET
  if (!secret) {
    if (split && !production) mistakes.push('SECRET is missing: web and worker processes must share one, so give it.')
    if (production)
      mistakes.push(
        'SECRET is missing: in production give one of your own, for instance from "openssl rand -hex 32", and keep it.',
      )
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

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && url.search === '' && url.username === ''
  return plain ? url.origin : undefined
}

/** `TRUST_PROXY`: nothing or "false" → nobody; a number → that many proxies in a row; else addresses, as Fastify reads them. */
function proxies(text: string | undefined): boolean | number | string {
  if (!text || text === 'false') return false
  return /^\d+$/.test(text) ? Number(text) : text
}

/** Shorter ones are tried out by whoever holds the file. */
export const SHORTEST_PASSPHRASE = 12

function backupOf(env: Env, mistakes: string[]): Config['backup'] {
  const [recipient, identity, passphrase] = [env.BACKUP_RECIPIENT, env.BACKUP_IDENTITY, env.BACKUP_PASSPHRASE].map(
    (value) => value || undefined,
  )
  if (recipient && !/^age1[a-z0-9]{20,}$/.test(recipient))
    mistakes.push('BACKUP_RECIPIENT must be a public key of age, such as `age-keygen` prints: age1… (and never the secret one).')
  if (identity && !/^AGE-SECRET-KEY-[A-Z0-9-]{20,}$/.test(identity))
    mistakes.push('BACKUP_IDENTITY must be the secret key that belongs to BACKUP_RECIPIENT: AGE-SECRET-KEY-1…')
  if (passphrase && passphrase.length < SHORTEST_PASSPHRASE)
    mistakes.push(
      `BACKUP_PASSPHRASE must have ${SHORTEST_PASSPHRASE} characters at least: whoever finds the file can try for years.`,
    )
  return { recipient, identity, passphrase }
}
