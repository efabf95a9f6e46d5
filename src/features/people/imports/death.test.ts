import type pg from 'pg'
import { expect, test } from 'vitest'
import { ownInstallation, staffCookie } from '../../../../tests/support/installation.ts'
import { startServer } from '../../../../tests/support/process.ts'
import { until } from '../../../../tests/support/program.ts'

const ROWS = 20_000
const IMPORT = '00000000-0000-7000-8000-000000000002'

/** Somebody who may look, and a file that is on its way in. */
async function prepare(pool: pg.Pool): Promise<string> {
  const { cookie } = await staffCookie(pool, 'staff')
  const lines = Array.from({ length: ROWS }, (_, n) => `person${n}@example.org,Prénom${n % 50},Nom${n % 997},69001,oui`)
  const header = ['email', 'prénom', 'nom', 'cp', 'newsletter']
  const mapping = { email: 'email', prénom: 'given_name', nom: 'family_name', cp: 'postal_code', newsletter: 'yes:news' }
  const said = {
    origin: 'members',
    basis: 'consent',
    proof: 'une preuve assez longue',
    dates: 'iso',
    country: 'FR',
    wording: 'Je veux recevoir les nouvelles.',
    agreed_on: '2015-06-01',
    says: { news: 'column' },
  }
  await pool.query(
    "insert into import (id, file_name, state, preset, mapping, said, rows_all, created_at, started_at) values ($1, 'x.csv', 'running', 'plain', $2, $3, $4, now(), now())",
    [IMPORT, JSON.stringify(mapping), JSON.stringify(said), ROWS],
  )
  await pool.query("insert into import_part values ($1, 0, 'x.csv', 'utf-8', ',', $2, $3)", [
    IMPORT,
    JSON.stringify(header),
    ROWS,
  ])
  await pool.query('insert into import_piece values ($1, 0, 0, $2)', [
    IMPORT,
    Buffer.from([header.join(','), ...lines].join('\n')),
  ])
  await pool.query(
    "insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, heartbeat_seconds) values ('imports.run', $1, 50, 1, false, 2)",
    [JSON.stringify({ import: IMPORT })],
  )
  return cookie
}

/** Rows that the page says are done. */
async function progress(base: string, cookie: string): Promise<{ done: number; over: boolean }> {
  const page = await (await fetch(`${base}/staff/imports/${IMPORT}`, { headers: { cookie } })).text()
  return { done: Number(/<progress[^>]*value="(\d+)"/.exec(page)?.[1] ?? 0), over: page.includes('Terminé') }
}

test('a worker killed in the middle of an import loses no row and brings none twice', async () => {
  const { env, openPool } = await ownInstallation()
  const before = openPool()
  const cookie = await prepare(before)
  await before.end()

  const server = await startServer(env)
  await until(async () => ((await progress(server.base, cookie)).done > 0 ? true : undefined), 'the first rows')
  await server.kill('SIGKILL')

  const halfway = openPool()
  const { rows } = await halfway.query<{ rows_done: number; state: string; people: number; fates: number }>(
    'select rows_done, state, (select count(*)::int from person) as people, (select count(*)::int from import_row) as fates from import',
  )
  await halfway.end()
  const [row] = rows
  expect(row!.state).toBe('running')
  expect(row!.rows_done).toBeLessThan(ROWS)
  expect({ people: row!.people, fates: row!.fates }).toEqual({ people: row!.rows_done, fates: row!.rows_done })

  const again = await startServer(env)
  await expect.poll(async () => (await progress(again.base, cookie)).over, { timeout: 120_000, interval: 500 }).toBe(true)
  await again.kill('SIGTERM')

  const after = openPool()
  const { rows: end } = await after.query(
    'select (select count(*)::int from person) as people, (select count(distinct value)::int from contact_point) as addresses, counts, (select count(*)::int from import_piece) as pieces from import',
  )
  await after.end()
  expect(end).toEqual([{ people: ROWS, addresses: ROWS, counts: { created: ROWS }, pieces: 0 }])
}, 240_000)
