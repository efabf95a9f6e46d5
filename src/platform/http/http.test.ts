import { expect, test } from 'vitest'
import { formats } from './formats.ts'
import { lateValidators } from './validator.ts'
import { httpTexts } from './texts.ts'
import { useProgram, visitor } from '../../../tests/support/program.ts'
import { signByApi } from '../../../tests/support/signing.ts'

const program = await useProgram({ env: { PUBLIC_URL: 'https://belle-saison.example' } })
const { server } = program

const PAGES = [
  '/',
  '/sign',
  '/sign/sent',
  '/privacy',
  '/credits',
  '/nowhere',
  '/api/v1/movement',
  '/leave/forged',
  '/healthz',
  '/account',
  '/staff/people',
  '/api/v1/people',
]

test.each(PAGES)('%s answers with every header that protects its reader', async (url) => {
  const { headers, body } = await server.inject(url)
  if (body !== '') expect(headers['content-type']).toMatch(/^(text\/html|application\/(problem\+)?json); charset=utf-8$/)
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  expect(headers['content-security-policy']).not.toMatch(/unsafe/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'strict-transport-security': expect.stringContaining('max-age=63072000'),
  })
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['access-control-allow-origin']).toBeUndefined()
})

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, 202],
  [{ 'sec-fetch-site': 'none' }, 202],
  [{}, 202],
  [{ origin: 'https://belle-saison.example' }, 202],
  [{ origin: 'http://localhost:8080', host: 'localhost:8080' }, 202],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ origin: 'https://evil.example' }, 403],
  // A Host that repeats the origin proves nothing: whoever sends the one sends the other.
  [{ origin: 'http://evil.example', host: 'evil.example' }, 403],
  [{ origin: 'http://localhost:8080', host: 'localhost:3000' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://belle-saison.example' }, 403],
])('a change that comes with %o is answered %i', async (headers, status) => {
  expect((await signByApi(program, {}, headers as Record<string, string>)).statusCode).toBe(status)
})

test('an unknown page says so in the language of its path', async () => {
  expect(await server.inject('/nowhere')).toMatchObject({
    statusCode: 404,
    body: expect.stringContaining('Cette page n’existe pas'),
  })
  expect((await server.inject('/es/nowhere')).body).toContain('Esta página no existe')
})

test('the prefix of the main language leads to the page without prefix, on this site only', async () => {
  expect(await server.inject('/fr/sign?x=1')).toMatchObject({ statusCode: 301, headers: { location: '/sign?x=1' } })
  expect((await server.inject('/fr//evil.example')).headers.location).toBe('/evil.example')
  expect((await server.inject('/fr/\\evil.example')).headers.location).not.toMatch(/^(\/\/|\/\\|\\)/)
  expect((await server.inject('/de/sign')).statusCode).toBe(404)
})

test('no page leads to another host, whatever path it was asked by', async () => {
  for (const url of ['//evil.example/x', '/en//evil.example/x', '/\\\\evil.example'])
    expect((await server.inject(url)).body).not.toMatch(/href="(\/\/|\/\\|https?:\/\/(?!belle-saison\.example))/)
})

test.each(['en', 'es'])('links of a page in %s stay in it', async (locale) => {
  const { body } = await server.inject(`/${locale}/sign`)
  expect(body).toContain(`action="/${locale}/sign"`)
  expect(body).toContain(`href="/${locale}/privacy"`)
})

const raw = (type: string | undefined, payload: string | Buffer, url = '/api/v1/signatures') =>
  server.inject({ method: 'POST', url, payload, headers: { ...(type ? { 'content-type': type } : {}), ...visitor() } })

test.each([
  ['two megabytes', () => raw('application/json', JSON.stringify({ email: 'z'.repeat(2_000_000) })), 413],
  ['two megabytes of form', () => raw('application/x-www-form-urlencoded', `email=${'z'.repeat(2_000_000)}`, '/sign'), 413],
  ['broken JSON', () => raw('application/json', '{"email":'), 400],
  ['a list', () => raw('application/json', '[]'), 422],
  ['null', () => raw('application/json', 'null'), 422],
  ['__proto__', () => raw('application/json', '{"__proto__":{"x":1}}'), 400],
  ['XML', () => raw('application/xml', '<email/>'), 415],
  ['text', () => raw('text/plain', 'email=zoe'), 415],
  ['multipart', () => raw('multipart/form-data; boundary=x', '--x--', '/sign'), 415],
  [
    'a form with a thousand fields',
    () => raw('application/x-www-form-urlencoded', Array.from({ length: 1000 }, (_, i) => `a${i}=1`).join('&'), '/sign'),
    422,
  ],
  ['a form with deep keys', () => raw('application/x-www-form-urlencoded', `${'a[b]'.repeat(500)}=1`, '/sign'), 422],
  ['a form that is JSON of odd things', () => raw('application/json', '{"a":{"b":{"toString":1}},"consents":[]}', '/sign'), 422],
  ['no body', () => raw(undefined, '', '/sign'), 422],
])('%s is refused, and said so', async (_what, send, status) => {
  const response = await send()
  expect(response.statusCode).toBe(status)
  expect(response.body).toMatch(/title|<h1/)
})

test('an error of the API is a problem in JSON (RFC 9457)', async () => {
  const response = await signByApi(program, { email: 'x' })
  expect(response.headers['content-type']).toContain('application/problem+json')
  expect(response.json()).toMatchObject({ type: 'about:blank', status: 422, code: 'form.invalid', title: expect.any(String) })
})

test('a method that no route has is not found', async () => {
  expect((await server.inject({ method: 'DELETE', url: '/sign', headers: visitor() })).statusCode).toBe(404)
  expect((await server.inject({ method: 'TRACE' as 'GET', url: '/sign' })).statusCode).toBe(404)
})

test.each([
  ['/me/details', '/me'],
  ['/es/me/details', '/es/me'],
  ['/staff/people/0190a0a0-0000-7000-8000-000000000000/points', '/staff/people/0190a0a0-0000-7000-8000-000000000000'],
])('%s, where a form was sent, leads whoever loads it again to %s', async (url, location) => {
  expect(await server.inject(url)).toMatchObject({ statusCode: 303, headers: { location } })
})

test.each(['/me/nothing', '/api/v1/signatures', '/nothing/details', '//evil.example/details'])('%s leads nowhere', async (url) =>
  expect((await server.inject(url)).statusCode).toBe(404),
)

test.each([
  '/assets/',
  '/assets',
  '/assets/../.vite/manifest.json',
  '/assets/%2e%2e/.vite/manifest.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/.git/config',
  '/.vite/manifest.json',
  '/package.json',
  '/var/secret',
])('%s shows neither a folder nor a file that is not for browsers', async (url) => {
  const { statusCode, body } = await server.inject(url)
  expect([403, 404]).toContain(statusCode)
  expect(body).toMatch(/^<!doctype html>/)
})

test('alive, and ready: database and queue answer', async () => {
  expect((await server.inject('/healthz')).json()).toEqual({ status: 'alive' })
  expect((await server.inject('/readyz')).json()).toEqual({ status: 'ready' })
})

test('what holds people’s links is shown on one’s own machine only', async () => {
  expect((await server.inject('/dev/outbox')).statusCode).toBe(404)
})

test('what is no address at all is refused, bare but protected as any other', async () => {
  const { statusCode, headers } = await server.inject('/%ff')
  const other = (await server.inject('/nowhere')).headers
  expect(statusCode).toBe(400)
  for (const name of ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'referrer-policy'])
    expect(headers[name]).toBe(other[name])
  expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
})

test('no cache keeps an answer, but one that is for anyone and says so', async () => {
  const kept = new Map<string, string>()
  for (const door of server.doors) {
    const [method, pattern, permission] = door.split(' ') as ['GET', string, string]
    const { headers } = await server.inject({ method, url: pattern.replaceAll(/:\w+/g, 'x'), headers: visitor() })
    if (headers['cache-control'] !== 'no-store' && headers['cache-control'] !== 'private, no-store')
      kept.set(door, `${permission}: ${headers['cache-control']}`)
  }
  expect(kept.get('GET /events.ics anyone')).toBe('anyone: public, max-age=300')
  for (const [door, how] of kept) expect(how, door).toMatch(/^anyone: public, /)
})

test('a shape is held to our formats, also where the library has one of the same name', () => {
  const shapes: (() => unknown)[] = []
  const schema: object = {
    type: 'object',
    properties: { id: { type: 'string', format: 'uuid' }, email: { type: 'string', format: 'email' } },
  }
  const validate = lateValidators(shapes)({ schema, method: 'POST', url: '/', httpPart: 'body' })
  const id = '01a20cc9-fd21-703a-9f7b-af6d1b5a5e09'
  expect(validate({ id, email: 'Zoé <zoe@example.org>' })).toBe(true)
  // Of the library's own, but nothing that the database takes.
  expect(validate({ id: `urn:uuid:${id}` })).toBe(false)
  // RFC 5322 allows it, and no mailbox on the Internet is in such a domain.
  expect(validate({ email: 'zoe@localhost' })).toBe(false)
})

test.each(['fr', 'en', 'es'] as const)('every format of a field has a message in %s', (locale) => {
  for (const name of Object.keys(formats))
    expect(httpTexts.in(locale)(`form.format.${name}` as 'form.format.email'), name).toBeTruthy()
})
