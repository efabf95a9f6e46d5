import type pg from 'pg'
import { expect, test } from 'vitest'
import { ownInstallation, staffCookie } from '../../../../tests/support/installation.ts'
import { startServer } from '../../../../tests/support/process.ts'
import { until } from '../../../../tests/support/program.ts'

/** So many that a file takes several pieces, of the size that each database is given. */
const PEOPLE = process.env.TEST_DATABASE_URL ? 100_000 : 20_000
const EXPORT = '00000000-0000-7000-8000-000000000002'

/** A file of many people that somebody has just asked for. */
async function prepare(pool: pg.Pool): Promise<string> {
  const { account, cookie } = await staffCookie(pool, 'administrator')
  await pool.query(
    `insert into person (id, given_name, family_name, locale, country, sort_name, created_at, updated_at)
     select gen_random_uuid(), 'Zoé', 'Nom' || n, 'fr', 'FR', 'nom' || n || ' zoe', now(), now() from generate_series(1, $1::int) n`,
    [PEOPLE],
  )
  await pool.query(
    `insert into audience (id, name, rule, created_at, updated_at) values ($1, 'Tout le monde', '{"op":"all","of":[]}', now(), now())`,
    [EXPORT],
  )
  await pool.query(
    `insert into export (id, kind, file_name, audience_id, rule, most, scope, state, asked_by, asked_at) values ($1, 'audience', 'all.csv', $1, '{"op":"all","of":[]}', $3, '"everywhere"', 'waiting', $2, now())`,
    [EXPORT, account, PEOPLE],
  )
  await pool.query(
    "insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, heartbeat_seconds) values ('exports.run', $1, 50, 1, false, 2)",
    [JSON.stringify({ export: EXPORT })],
  )
  return cookie
}

test('a worker killed in the middle of an export: the file comes whole all the same, and nobody fetches half of it', async () => {
  const { env, openPool } = await ownInstallation()
  const before = openPool()
  const cookie = await prepare(before)
  await before.end()

  const server = await startServer(env)
  const page = async (base: string) => (await fetch(`${base}/staff/exports/${EXPORT}`, { headers: { cookie } })).text()
  const file = (base: string) => fetch(`${base}/staff/exports/${EXPORT}/file`, { headers: { cookie } })
  await until(async () => Number(/<progress[^>]*value="(\d+)"/.exec(await page(server.base))?.[1] ?? 0) > 0 || undefined, 'rows')
  expect((await file(server.base)).status).toBe(404)
  await server.kill('SIGKILL')

  const halfway = openPool()
  const { rows } = await halfway.query<{ state: string; rows_done: number }>('select state, rows_done from export')
  await halfway.end()
  expect(rows[0]!.state).toBe('running')
  expect(rows[0]!.rows_done).toBeLessThan(PEOPLE)

  const again = await startServer(env)
  const text = await until(
    async () => {
      const answer = await file(again.base)
      // Read to its end whatever it is: a stop waits for an answer that somebody is still reading.
      const body = await answer.text()
      return answer.status === 200 ? body : undefined
    },
    'the file',
    120,
  )
  const lines = text.trimEnd().split('\r\n').slice(1)
  await again.kill('SIGTERM')
  expect(lines).toHaveLength(PEOPLE)
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(PEOPLE)
}, 240_000)
