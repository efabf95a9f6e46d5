import { createHash } from 'node:crypto'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { ownInstallation } from './support/installation.ts'
import { startServer } from './support/process.ts'
import { until } from './support/program.ts'
import { camtOf, type Move, OURS } from './support/statements.ts'
import { referenceOf } from '../src/features/give/giving/index.ts'

const PROMISES = 1_200
const [RECIPIENT, DONOR, FILE] = ['1', '2', '3'].map((n) => `00000000-0000-7000-8000-00000000000${n}`)
const DAYS = Array.from({ length: 20 }, (_, n) => `2026-03-${String(n + 1).padStart(2, '0')}`)

/** A file on its way in, all of whose lines are sure. */
const moves = Array.from({ length: PROMISES }, (_, n): Move => ({
  amount: 500 + (n % 7),
  creditor: referenceOf(n),
  name: 'Ana Ruiz',
  day: DAYS[Math.floor((n * 20) / PROMISES)]!,
}))
const bytes = Buffer.from(camtOf(moves))
const TOTAL = moves.reduce((sum, { amount }) => sum + amount, 0)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until a line is kept, for the first death; then until more gifts came than before. */
async function further(pool: pg.Pool, { deaths, before }: { deaths: number; before: number }): Promise<void> {
  const gone =
    deaths === 0 ? 'select 1 from bank_line limit 1' : `select 1 from gift where state = 'paid' offset ${before} limit 1`
  await until(async () => (await pool.query(gone)).rowCount || undefined, 'the work to go on', 240)
  await pool.end()
}

test('a process killed again and again while it reads, matches and books loses no line and books no gift twice', async () => {
  const { env, openPool } = await ownInstallation()
  const ask = async <T extends object>(text: string, values: unknown[] = []) => {
    const pool = openPool()
    try {
      return (await pool.query<T & Record<string, unknown>>(text, values)).rows
    } finally {
      await pool.end()
    }
  }
  await ask(
    `insert into recipient (id, name, kind, country, currency, beneficiary, holder, declared_on, mentions, iban, made_at)
     values ($1, 'Fonds', 'party', 'FR', 'EUR', 'Le mouvement', 'Association', '2026-01-10', '{}', $2, now())`,
    [RECIPIENT, OURS],
  )
  await ask(
    "insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at) values ($1, 'a@example.org', '\\x00', 'Ana', 'Ruiz', 'ana ruiz', '69003 ar', now())",
    [DONOR],
  )
  await ask(
    `insert into gift (id, number, recipient_id, donor_id, amount, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at)
     select gen_random_uuid(), n, $1, $2, 500 + n % 7, 'EUR', 'transfer', 'promised', 'x', 1, '{}', 'fr', now(), now() from generate_series(0, $3::int - 1) n`,
    [RECIPIENT, DONOR, PROMISES],
  )
  await ask(
    "insert into bank_file (id, recipient_id, name, digest, size, state, brought_at) values ($1, $2, 'x.xml', $3, $4, 'reading', now())",
    [FILE, RECIPIENT, createHash('sha256').update(bytes).digest(), bytes.length],
  )
  await ask('insert into bank_piece values ($1, 0, $2)', [FILE, bytes])
  await ask(
    "insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, heartbeat_seconds) values ('statements.read', $1, 50, 1, false, 2)",
    [JSON.stringify({ file: FILE })],
  )
  let before = 0
  for (let deaths = 0; deaths < 3; deaths++) {
    const server = await startServer(env)
    await (env.DATABASE_URL ? further(openPool(), { deaths, before }) : pause(400 + deaths * 300))
    await server.kill('SIGKILL')
    const [row] = await ask<{ paid: number; booked: number; entries: number }>(
      `select (select count(*)::int from gift where state = 'paid') as paid, (select count(*)::int from bank_line where state = 'booked') as booked,
        (select count(*)::int from book_entry) as entries`,
    )
    expect(row!.booked).toBe(row!.paid)
    expect(row!.entries).toBe(row!.paid)
    // On the embedded database nobody can look meanwhile: there the deaths fall where they fall.
    if (env.DATABASE_URL) expect(row!.paid).toBeLessThan(PROMISES)
    before = row!.paid
    // The dead are missed at once, and their jobs tried again soon.
    await ask(
      "update pgboss.job set retry_delay = 1, retry_backoff = false, heartbeat_seconds = 2 where name like 'statements.%' and state < 'completed'",
    )
  }
  const again = await startServer(env)
  if (env.DATABASE_URL)
    await until(
      async () =>
        ((await ask<{ state: string }>('select state from bank_file'))[0]!.state === 'done' || undefined) ??
        void (await pause(1_000)),
      'the file',
      240,
    )
  else
    await until(
      async () => (again.output().includes('statements matched') || undefined) ?? void (await pause(1_000)),
      'the file',
      240,
    )
  await again.kill('SIGTERM')
  const [end] = await ask(
    `select (select state from bank_file) as file, (select count(*)::int from bank_line) as lines, (select count(*)::int from bank_piece) as pieces,
      (select count(*)::int from gift where state = 'paid') as paid, (select count(*)::int from book_entry) as entries,
      (select balance::int from book_account where code = '5120') as bank`,
  )
  expect(end).toEqual({ file: 'done', lines: PROMISES, pieces: 0, paid: PROMISES, entries: PROMISES, bank: TOTAL })
}, 900_000)
