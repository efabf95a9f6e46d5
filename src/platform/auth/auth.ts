import { passkey } from '@better-auth/passkey'
import type { BetterAuthOptions } from 'better-auth'
import { betterAuth } from 'better-auth'
import { emailOTP, twoFactor } from 'better-auth/plugins'
import type { Kysely } from 'kysely'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { codeOf, type SignInAsk } from './code.ts'
import { fields, PASSKEY_FIELDS, TOTP_FIELDS } from './names.ts'
import { strength } from './strength.ts'

/** How long a code works. */
export const CODE_MINUTES = 10
/** Wrong codes after which a code is void. */
const TRIES = 3
const DAY = 86_400
/** Days from signing in to signing in again. */
const SESSION_DAYS = 30

type AuthSettings = { secret: string; publicUrl: string; name: string }

/** Our tables, in our spelling. */
const MODELS = {
  user: { modelName: 'account', fields: fields('emailVerified', 'createdAt', 'updatedAt') },
  session: {
    modelName: 'account_session',
    fields: { ...fields('expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'), userId: 'account_id' },
    additionalFields: {
      strongAt: { type: 'date', required: false, input: false, fieldName: 'strong_at' },
      personId: { type: 'string', required: false, input: false, fieldName: 'person_id' },
    },
    expiresIn: SESSION_DAYS * DAY,
    // Thirty days are an end: whoever copied a cookie would else keep its session open for ever, by a visit a day (OWASP ASVS 5.0, V7.3.2).
    disableSessionRefresh: true,
  },
  account: {
    modelName: 'account_provider',
    fields: fields(
      'userId',
      'accountId',
      'providerId',
      'accessToken',
      'refreshToken',
      'idToken',
      'accessTokenExpiresAt',
      'refreshTokenExpiresAt',
      'createdAt',
      'updatedAt',
    ),
  },
  verification: { modelName: 'account_code', fields: fields('expiresAt', 'createdAt', 'updatedAt') },
} satisfies BetterAuthOptions

/** The library, as we set it up. What it does is called from routes of ours; none of its own is open. */
export type Library = ReturnType<typeof createLibrary>

/** The code that is being asked for, on its way through the library's own generator. */
const asking = new AsyncLocalStorage<SignInAsk>()

export function createLibrary(database: Database, { secret, publicUrl, name }: AuthSettings) {
  const secure = publicUrl.startsWith('https:')
  const { hostname } = new URL(publicUrl)
  return betterAuth({
    appName: name,
    baseURL: publicUrl,
    secret,
    trustedOrigins: [publicUrl],
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    // The library brings its own tables, which no handle of ours names.
    database: { db: database.read as unknown as Kysely<object>, type: 'postgres' },
    ...MODELS,
    advanced: {
      // A session comes with its account: every page of who is signed in costs one query less.
      database: { generateId: () => newId(), joins: true },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      // __Host-: no other host of the domain can set it (RFC 6265bis §4.1.3.2).
      cookies: { session_token: { name: secure ? '__Host-session' : 'session' } },
      cookiePrefix: secure ? '__Host-appui' : 'appui',
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [mailedCode(), authenticatorApp(name), passkeys({ hostname, publicUrl, name }), strength],
  } satisfies BetterAuthOptions)
}

type Party = { hostname: string; publicUrl: string; name: string }

const mailedCode = () =>
  emailOTP({
    expiresIn: CODE_MINUTES * 60,
    allowedAttempts: TRIES,
    storeOTP: 'hashed',
    changeEmail: { enabled: true },
    generateOTP: () => codeOf(asking.getStore()!),
    sendVerificationOTP: async () => {},
  })

const authenticatorApp = (name: string) =>
  twoFactor({
    allowPasswordless: true,
    twoFactorTable: 'account_totp',
    issuer: name,
    backupCodeOptions: { storeBackupCodes: 'encrypted' },
    schema: { user: { fields: { twoFactorEnabled: 'two_factor_enabled' } }, twoFactor: { fields: TOTP_FIELDS } },
  })

const passkeys = ({ hostname, publicUrl, name }: Party) =>
  passkey({
    rpID: hostname,
    rpName: name,
    origin: publicUrl,
    authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw new Error('The passkey did not verify its user')
      },
    },
    schema: { passkey: { modelName: 'account_passkey', fields: PASSKEY_FIELDS } },
  })

/** Runs the library's generator so that it yields this very code. */
export function withCode<T>(ask: SignInAsk, work: () => Promise<T>): Promise<T> {
  return asking.run(ask, work)
}
