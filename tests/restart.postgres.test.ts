import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../tools/postgres.ts'
import { keepSigning, startServer } from './support/process.ts'
import { until } from './support/program.ts'

test('the database restarts under load: requests fail cleanly, then all is well again, and nothing acknowledged is lost', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const server = await startServer({
    DATABASE_URL: postgres.url,
    SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'appui-restart-')),
  })
  const crowd = keepSigning(server.base, 16)
  await until(async () => crowd.acknowledged.length > 200 || undefined, '200 signatures')
  await postgres.restart()
  const before = crowd.acknowledged.length
  await until(async () => crowd.acknowledged.length > before + 200 || undefined, '200 more')
  await crowd.stop()

  expect([...crowd.statuses.keys()].filter((status) => ![202, 503].includes(status))).toEqual([])
  expect(server.process.exitCode).toBeNull()
  expect((await fetch(`${server.base}/readyz`)).status).toBe(200)
  const client = new pg.Client({ connectionString: postgres.url })
  // The server that stops below may say so before this connection has closed.
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ email: string }>('select email from signature')
  await client.end()
  const kept = new Set(rows.map(({ email }) => email))
  expect(crowd.acknowledged.filter((email) => !kept.has(email))).toEqual([])

  await postgres.end()
  for (const path of ['/readyz', '/api/v1/movement', '/']) expect((await fetch(server.base + path)).status, path).toBe(503)
  expect((await fetch(`${server.base}/healthz`)).status).toBe(200)
  await server.kill('SIGKILL')
})
