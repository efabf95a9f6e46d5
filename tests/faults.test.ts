import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../tools/free-port.ts'
import { keepSigning, startServer } from './support/process.ts'
import { ownInstallation } from './support/installation.ts'
import { until } from './support/program.ts'
import { smtpServer } from './support/smtp.ts'

const mailsIn = (folder: string) => {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.eml'))
  } catch {
    return []
  }
}

test('kill -9 in the middle of a crowd: every acknowledged signature is there, and each gets its mail', async () => {
  const { env, openPool, outbox } = await ownInstallation()
  const server = await startServer(env)
  const crowd = keepSigning(server.base, 16)
  await until(async () => crowd.acknowledged.length > 300 || undefined, '300 signatures')
  await server.kill('SIGKILL')
  await crowd.stop()

  const pool = openPool()
  const { rows } = await pool.query<{ email: string; id: string }>('select email, id from signature')
  await pool.end()
  const kept = new Set(rows.map(({ email }) => email))
  expect(crowd.acknowledged.filter((email) => !kept.has(email))).toEqual([])
  expect(kept.size).toBe(rows.length)

  const again = await startServer(env)
  await expect.poll(() => mailsIn(outbox).length, { timeout: 40_000 }).toBe(rows.length)
  expect(mailsIn(outbox).toSorted()).toEqual(rows.map(({ id }) => `confirm-${id}-1.eml`).toSorted())
  await again.kill('SIGTERM')
})

test('SIGTERM lets what is under way end: no request is cut, and the exit is clean', async () => {
  const { env } = await ownInstallation()
  const server = await startServer(env)
  const crowd = keepSigning(server.base, 8)
  await until(async () => crowd.acknowledged.length > 50 || undefined, '50 signatures')
  const exited = new Promise((resolve) => server.process.once('exit', (code) => resolve(code)))
  crowd.noteSignal()
  server.process.kill('SIGTERM')
  expect(await exited).toBe(0)
  await crowd.stop()
  expect(crowd.cut()).toBe(0)
  expect([...crowd.statuses.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([])
})

test('the mail server is down for a while: the mail leaves later, once', async () => {
  const { env } = await ownInstallation()
  const port = await freePort()
  const server = await startServer({ ...env, MAIL_URL: `smtp://127.0.0.1:${port}` })
  const body = JSON.stringify({ email: 'zoe@example.org', given_name: 'Zoé', postal_code: '69003', consents: {} })
  expect(
    (await fetch(`${server.base}/api/v1/signatures`, { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
      .status,
  ).toBe(202)
  await until(async () => server.output().includes('job failed, will be tried again') || undefined, 'a failed try')

  const received: string[][] = []
  const smtp = await smtpServer((to) => received.push(to), port)
  await until(async () => received.length > 0 || undefined, 'the mail')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(received).toEqual([['zoe@example.org']])
  await server.kill('SIGTERM')
  await smtp.close()
})

test('an outbox that cannot be written: a clear line in the log, and the mail when it can', async () => {
  const { env, outbox } = await ownInstallation()
  writeFileSync(outbox, 'a file where the folder should be')
  const server = await startServer(env)
  const body = JSON.stringify({ email: 'zoe@example.org', given_name: 'Zoé', postal_code: '69003', consents: {} })
  await fetch(`${server.base}/api/v1/signatures`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const line = await until(
    async () =>
      server
        .output()
        .split('\n')
        .find((one) => one.includes('job failed')),
    'the line',
  )
  expect(line).toMatch(/EEXIST|ENOTDIR/)
  expect(line).not.toContain('zoe@example.org')

  rmSync(outbox)
  await until(async () => mailsIn(outbox).length === 1 || undefined, 'the mail')
  await server.kill('SIGTERM')
})

test('a mail server that refuses a mailbox for good: no second try, and no address in the log or in the queue', async () => {
  const { env, openPool } = await ownInstallation()
  const smtp = await smtpServer(() => {}, 0, { 'zoe@example.org': [550, 'No such user here'] })
  const server = await startServer({ ...env, MAIL_URL: smtp.url })
  const body = JSON.stringify({ email: 'zoe@example.org', given_name: 'Zoé', postal_code: '69003', consents: {} })
  await fetch(`${server.base}/api/v1/signatures`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  await until(async () => server.output().includes('mailbox refused') || undefined, 'the refusal')
  await server.kill('SIGTERM')
  expect(server.output()).not.toMatch(/zoe@|tried again/)
  const pool = openPool()
  const { rows } = await pool.query("select state, output from pgboss.job where name = 'signing.confirmation-mail'")
  await pool.end()
  expect(rows).toEqual([{ state: 'completed', output: null }])
  await smtp.close()
})

test('the terminal says each step in a line, and the link last and alone; as JSON when that is asked', async () => {
  const { env } = await ownInstallation()
  const said = async (format: string) => {
    const server = await startServer({ ...env, LOG_FORMAT: format })
    await until(async () => server.output().includes('set-up-link') || undefined, 'the file of the link')
    await server.kill('SIGTERM')
    return server
      .output()
      .split('Stopping')[0]!
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.includes('"stopping"'))
  }
  const human = await said('text')
  const file = human.at(-1)!.trim()
  expect(file).toBe(join(env.DATA_DIR!, 'set-up-link'))
  expect(readFileSync(file, 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup\/\S+\n$/)
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  expect(human.filter((line) => /[{}"]|\/setup\//.test(line))).toEqual([])
  expect(human[0]).toBe('Opening the database')
  const json = (await said('json')).filter((line) => line.startsWith('{'))
  expect(json.map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain('opening the database')
})

test('logs name nobody: no address, no name, no link', async () => {
  const { env, outbox } = await ownInstallation()
  const server = await startServer({ ...env, LOG_LEVEL: 'trace' })
  const body = JSON.stringify({
    email: 'zoe@example.org',
    given_name: 'Zoé-Philomène',
    postal_code: '69003',
    phone: '+33612345678',
    consents: {},
  })
  await fetch(`${server.base}/api/v1/signatures`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  await until(async () => mailsIn(outbox).length === 1 || undefined, 'the mail')
  await fetch(`${server.base}/sign/confirm/secret-token`)
  await guessCode(server.base)
  await fetch(`${server.base}/api/v1/people`)
  await server.kill('SIGTERM')
  expect(server.output()).toContain('/sign/confirm/:token')
  const lines = server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as object)
  const hash = expect.stringMatching(/^[\w-]{12}$/)
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'a proof was wrong', factor: 'mail', mailbox: hash, network: hash }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'refused', route: '/api/v1/people', status: 401, why: 'error.sign-in' }),
  )
  expect(server.output()).not.toMatch(/zoe@|Philomène|33612345678|secret-token|00000000/)
})

/** Asks for a code to Zoé's mailbox, and types another. */
async function guessCode(base: string): Promise<void> {
  const send = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(`${base}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(fields) })
  const [asking] = (await send('/sign-in', { email: 'zoe@example.org' })).headers.getSetCookie()
  await send('/sign-in/code', { code: '00000000' }, asking!.split(';', 1)[0])
}

test.each([
  [{ SECRET: '' }, 'SECRET is missing'],
  [{ SECRET: 'change-me-change-me-change-me-change-me' }, 'SECRET is one that everybody knows'],
  [{ SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9', PORT: 'x' }, 'PORT must be a whole number'],
])('production with %o does not start, and says why', async (env, sentence) => {
  await expect(startServer({ DATA_DIR: tmpdir(), NODE_ENV: 'production', ...(env as Record<string, string>) })).rejects.toThrow(
    sentence,
  )
})
