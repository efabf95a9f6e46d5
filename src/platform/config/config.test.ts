import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, SettingsError } from './config.ts'
import { withTls } from './encrypted.ts'

const own = () => ({ DATA_DIR: mkdtempSync(join(tmpdir(), 'appui-')) })
const SECRET = '6f1d4ae02b7e4c8d9a35f07b8c21e6d4'

function mistakesOf(env: Record<string, string>): string[] {
  try {
    readConfig({ ...own(), ...env })
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes
    throw error
  }
  return []
}

test('without any setting: embedded, on the machine itself, with a secret of its own', () => {
  const config = readConfig(own())
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    databaseUrl: undefined,
    role: 'all',
    trustProxy: false,
    production: false,
  })
  expect(config.secret).toMatch(/^[0-9a-f]{64}$/)
})

test('the generated secret stays, and only its owner reads it', () => {
  const env = own()
  expect(readConfig(env).secret).toBe(readConfig(env).secret)
  expect(statSync(join(env.DATA_DIR, 'secret')).mode & 0o777).toBe(0o600)
})

test.each([
  [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http".'],
  [{ PORT: '70000' }, 'PORT must be a whole number'],
  [{ PUBLIC_URL: 'example.org' }, 'PUBLIC_URL must be an address such as https://example.org'],
  [{ PUBLIC_URL: 'https://example.org/path' }, 'PUBLIC_URL must be an address'],
  [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL must look like postgres://'],
  [{ DATABASE_DIRECT_URL: 'db:5432' }, 'DATABASE_DIRECT_URL must look like postgres://'],
  [{ MAIL_URL: 'localhost:25' }, 'MAIL_URL must look like smtps://'],
  [{ APPUI_ROLE: 'king' }, 'APPUI_ROLE must be one of all, web, worker, not "king".'],
  [{ APPUI_ROLE: 'web' }, 'APPUI_ROLE can only be "all" with the embedded database'],
  [{ MOVEMENT_LOCALE: 'de' }, 'MOVEMENT_LOCALE must be one of fr, en, es, not "de".'],
  [{ SIGNATURES_PER_MINUTE: '0' }, 'SIGNATURES_PER_MINUTE must be a whole number'],
  [{ BACKUP_PASSPHRASE: 'short' }, 'BACKUP_PASSPHRASE must have 12 characters'],
  [{ BACKUP_RECIPIENT: 'AGE-SECRET-KEY-1ABC' }, 'BACKUP_RECIPIENT must be a public key'],
  [{ BACKUP_IDENTITY: 'age1abc' }, 'BACKUP_IDENTITY must be the secret key'],
  [{ PAGES_KEPT: '-1' }, 'PAGES_KEPT must be a whole number'],
  [{ SECRET: 'short' }, 'SECRET is too short'],
  [{ SECRET: 'change-me-change-me-change-me-change-me' }, 'SECRET is one that everybody knows'],
  [{ NODE_ENV: 'production' }, 'SECRET is missing'],
  [{ DATABASE_URL: 'postgres://localhost/appui', APPUI_ROLE: 'web' }, 'SECRET is missing: web and worker'],
  [{ SECRET: '00000000000000000000000000000000' }, 'SECRET is one that everybody knows'],
])('%o is refused with a sentence', (env, sentence) => {
  expect(mistakesOf(env as Record<string, string>).join('\n')).toContain(sentence)
})

test.each(['0', '1', 'x', 'a'])('a good secret may begin with %s', (first) => {
  expect(mistakesOf({ SECRET: first + SECRET })).toEqual([])
})

test('all mistakes are told at once', () => {
  expect(mistakesOf({ PORT: 'x', APPUI_ROLE: 'y', MAIL_URL: 'z' })).toHaveLength(3)
})

test('production with a secret of its own starts, open to the network', () => {
  expect(readConfig({ ...own(), NODE_ENV: 'production', SECRET })).toMatchObject({
    host: '0.0.0.0',
    production: true,
    secret: SECRET,
  })
})

const LIVE = { NODE_ENV: 'production', SECRET, PUBLIC_URL: 'https://example.org' }

test.each([
  [{ PUBLIC_URL: 'http://example.org' }, 'PUBLIC_URL must begin with https://'],
  [{ DATABASE_URL: 'postgres://a:b@db.example.org/appui' }, 'DATABASE_URL goes over a network'],
  [{ DATABASE_URL: 'postgres://a:b@database:5432/appui' }, 'DATABASE_URL goes over a network'],
  [{ DATABASE_OWNER_URL: 'postgres://a:b@10.0.0.2/appui' }, 'DATABASE_OWNER_URL goes over a network'],
  [{ DATABASE_DIRECT_URL: 'postgres://a:b@10.0.0.2/appui' }, 'DATABASE_DIRECT_URL goes over a network'],
])('in production %o is refused: it would be readable on its way', (env, sentence) => {
  expect(mistakesOf({ ...LIVE, ...env } as Record<string, string>).join('\n')).toContain(sentence)
  expect(mistakesOf({ ...(env as Record<string, string>), SECRET })).toEqual([])
})

test.each([
  { PUBLIC_URL: 'http://localhost:3000' },
  { DATABASE_URL: 'postgres://a:b@db.example.org/appui?sslmode=verify-full' },
  { DATABASE_URL: 'postgres://a:b@database/appui?sslmode=disable' },
  { DATABASE_URL: 'postgres://a:b@127.0.0.1/appui' },
  { DATABASE_URL: 'postgres://a:b@[::1]/appui' },
  { DATABASE_URL: 'postgres:///appui?host=/run/postgresql' },
  { DATABASE_URL: 'postgres://a@%2Frun%2Fpostgresql/appui' },
] as Record<string, string>[])('in production %o is taken: on this machine, encrypted, or said', (env) => {
  expect(mistakesOf({ ...LIVE, ...env })).toEqual([])
})

test.each([
  ['smtp://mail.example.org:587', 'smtp://mail.example.org:587?requireTLS=true'],
  ['smtp://a:b@10.0.0.2/?name=us', 'smtp://a:b@10.0.0.2/?name=us&requireTLS=true'],
  ['smtp://mail.example.org/?requireTLS=false', 'smtp://mail.example.org/?requireTLS=false'],
  ['smtp://mail.example.org/?ignoreTLS=true', 'smtp://mail.example.org/?ignoreTLS=true'],
  ['smtps://mail.example.org', 'smtps://mail.example.org'],
  ['smtp://localhost:25', 'smtp://localhost:25'],
])('mail to %s goes by %s', (said, meant) => expect(withTls(new URL(said)).href).toBe(meant))

test.each([
  ['', false],
  ['false', false],
  ['1', 1],
  ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
])('TRUST_PROXY="%s" is %s', (text, meant) => expect(readConfig({ ...own(), TRUST_PROXY: text }).trustProxy).toBe(meant))
