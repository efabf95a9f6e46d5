import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { type Act, type Heard, scriptedServer } from '../../../tests/support/smtp-script.ts'
import { readCapabilities } from './greeting.ts'
import { type Limits, NoSession } from './outcomes.ts'
import { openSession } from './session.ts'
import { targetOf, type Target } from './target.ts'

const letter = { from: 'b@example.org', to: 'zoe@example.org', data: Buffer.from('A: b\r\n\r\nBonjour\r\n') }
const target = (port: number, more: Partial<Target> = {}): Target => ({
  host: '127.0.0.1',
  port,
  tls: 'never',
  name: 'us.example',
  ...more,
})

async function opening(script: (heard: Heard) => Act | undefined, more: Partial<Target> = {}, able?: string[]) {
  const server = await scriptedServer(script, able)
  onTestFinished(server.close)
  const limits: Partial<Limits> = { greeting: 400, command: 400 }
  const error = await openSession(target(server.port, more), { limits }).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { error, heard: server.heard }
}

test.each([
  [
    'a greeting of 421',
    'greeting',
    { say: '421 4.3.2 too many', closes: 'end' },
    { reply: { code: 421, enhanced: '4.3.2', text: 'too many' } },
  ],
  ['a greeting of 554', 'greeting', { say: '554 5.7.1 go away' }, { reply: { code: 554, enhanced: '5.7.1', text: 'go away' } }],
  ['silence', 'greeting', { silent: true }, { message: 'no answer within 400 ms' }],
  ['one octet at a time', 'greeting', { every: 20 }, { message: 'no answer within 400 ms' }],
  [
    'a web server',
    'greeting',
    { say: 'HTTP/1.1 400 Bad Request\r\n\r\n' },
    { message: expect.stringMatching(/^no answer of a mail server/) },
  ],
  ['a server that closes', 'greeting', { say: '', closes: 'end' }, { message: 'the server closed the connection' }],
  ['a server that resets', 'greeting', { say: '', closes: 'reset' }, { message: expect.stringMatching(/ECONNRESET/) }],
  ['EHLO refused for now', 'EHLO', { say: '451 later' }, { reply: { code: 451 } }],
  ['EHLO not answered', 'EHLO', { silent: true }, { message: 'no answer within 400 ms' }],
] as [string, string, Act, object][])('%s gives no session, and says why', async (...[, step, act, expected]) => {
  const { error } = await opening((heard) => (heard.step === step ? act : undefined))
  expect(error).toBeInstanceOf(NoSession)
  expect(error).toMatchObject(expected)
})

test('nobody there gives no session', async () => {
  const server = await scriptedServer()
  await server.close()
  await expect(openSession(target(server.port))).rejects.toThrow(/ECONNREFUSED/)
})

test('an abort ends the opening', async () => {
  const server = await scriptedServer(() => ({ silent: true }))
  onTestFinished(server.close)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 50)
  await expect(openSession(target(server.port), { signal: stop.signal })).rejects.toThrow('given up')
  await expect(openSession(target(server.port), { signal: AbortSignal.abort() })).rejects.toThrow('given up')
})

test('a server of old is greeted with HELO, and can nothing', async () => {
  const server = await scriptedServer(({ step }) => (step === 'EHLO' ? { say: '502 what?' } : undefined))
  onTestFinished(server.close)
  const session = await openSession(target(server.port))
  expect(session.capabilities).toEqual({ pipelining: false, eightBit: false, utf8: false, startTls: false, auth: [] })
  expect(await session.send(letter)).toMatchObject({ kind: 'accepted' })
  await session.close()
})

test('what a server can do is read as servers write it', () => {
  expect(
    readCapabilities(['PIPELINING', 'SIZE 10240000', 'AUTH=LOGIN PLAIN', '8bitmime', 'SMTPUTF8', 'STARTTLS', 'DSN']),
  ).toEqual({
    pipelining: true,
    eightBit: true,
    utf8: true,
    startTls: true,
    size: 10_240_000,
    auth: ['LOGIN', 'PLAIN'],
  })
  expect(readCapabilities(['SIZE', 'SIZE x'])).not.toHaveProperty('size', Number.NaN)
})

test.each([
  ['smtp://127.0.0.1', { host: '127.0.0.1', port: 25, tls: 'never' }],
  ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: 'never' }],
  ['smtp://localhost?requireTLS=true', { tls: 'required' }],
  ['smtp://relay.example.org:587', { host: 'relay.example.org', port: 587, tls: 'required' }],
  ['smtp://relay.example.org?requireTLS=false', { tls: 'offered' }],
  ['smtp://relay.example.org?ignoreTLS=true', { tls: 'never' }],
  ['smtps://a%40b:p%3Aw@relay.example.org', { port: 465, tls: 'at-once', login: { user: 'a@b', password: 'p:w' } }],
])('%s is spoken to as %o', (url, expected) => {
  expect(targetOf(new URL(url), 'us.example')).toMatchObject({ ...expected, name: 'us.example' })
})

test('a name that is none of a host is not said', () => {
  expect(targetOf(new URL('smtp://localhost'), 'x\r\nMAIL').name).toBe('[127.0.0.1]')
  expect(targetOf(new URL('smtp://localhost'), 'laptop').name).toBe('[127.0.0.1]')
})

/** A key and a certificate for localhost that nobody signed but itself. */
function ownCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'appui-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
  const how = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '3',
    '-subj',
    '/CN=localhost',
    '-addext',
    names,
  ]
  execFileSync('openssl', ['req', '-x509', ...how, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

async function realServer(options: SMTPServerOptions) {
  const users: string[] = []
  const letters: string[] = []
  const server = new SMTPServer({
    closeTimeout: 100,
    onAuth: ({ username, password, method }, _session, done) => {
      users.push(`${method} ${username}`)
      done(null, password === 'pässword' ? { user: username } : { user: undefined })
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = []
      stream
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => {
          letters.push(`${session.secure ? 'secret' : 'open'}: ${Buffer.concat(pieces).toString().split('\r\n').at(-2)}`)
          done()
        })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, users, letters }
}

test('TLS from the beginning or by STARTTLS, and a login by PLAIN or LOGIN', async () => {
  const { key, cert } = ownCertificate()
  const login = { user: 'zoé', password: 'pässword' }
  for (const [tls, options] of [
    ['at-once', { secure: true }],
    ['required', { authMethods: ['LOGIN'] }],
    ['offered', {}],
  ] as const) {
    const server = await realServer({ key, cert, ...options } as SMTPServerOptions)
    const session = await openSession(target(server.port, { tls, ca: cert, login }))
    expect(await session.send(letter)).toMatchObject({ kind: 'accepted' })
    await session.close()
    expect(server.letters).toEqual(['secret: Bonjour'])
    expect(server.users).toEqual([tls === 'required' ? 'LOGIN zoé' : 'PLAIN zoé'])
  }
})

test('a certificate that nobody vouches for, or of another name, is refused before anything is said', async () => {
  const { key, cert } = ownCertificate()
  const server = await realServer({ key, cert, authOptional: true })
  await expect(openSession(target(server.port, { tls: 'required' }))).rejects.toThrow(/self-signed/)
  await expect(openSession(target(server.port, { tls: 'required', ca: cert, host: '127.0.0.2' }))).rejects.toThrow()
})

test('a wrong password, a login that the server does not take and one that others could read give no session', async () => {
  const { key, cert } = ownCertificate()
  const server = await realServer({ key, cert })
  const login = { user: 'zoé', password: 'wrong' }
  await expect(openSession(target(server.port, { tls: 'required', ca: cert, login }))).rejects.toMatchObject({
    reply: { code: 535 },
  })
  const { error, heard } = await opening(() => undefined, { login }, ['AUTH CRAM-MD5'])
  expect(error).toMatchObject({ message: 'the server takes neither AUTH PLAIN nor AUTH LOGIN' })
  expect(heard.map(({ step }) => step)).not.toContain('AUTH')
})

test('what is said before the handshake is not believed', async () => {
  const script = ({ step }: Heard) => (step === 'STARTTLS' ? { say: '220 go\r\n250 taken' } : undefined)
  const { error } = await opening(script, { tls: 'required' }, ['STARTTLS'])
  expect(error).toMatchObject({ message: 'unasked: 250 taken' })
  const half = ({ step }: Heard) => (step === 'STARTTLS' ? { say: '220 go\r\n25\n'.slice(0, -1) } : undefined)
  expect((await opening(half, { tls: 'required' }, ['STARTTLS'])).error).toBeInstanceOf(NoSession)
})

test('a server that says that it has no TLS is not trusted with a letter', async () => {
  const { error } = await opening(() => undefined, { tls: 'required' })
  expect(error).toMatchObject({ message: 'the server has no STARTTLS' })
})
