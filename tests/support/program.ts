import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeEach, inject, vi } from 'vitest'
import type { Config } from '../../src/platform/config/config.ts'
import { type Database, fromPool } from '../../src/platform/db/database.ts'
import type { Log } from '../../src/platform/log.ts'
import { createProgram, type Program, type Substitutes } from '../../src/program.ts'
import { silentLog, testConfig } from './config.ts'
import { admin, urlOf } from './database.setup.ts'

export type TestProgram = Program & {
  /** Every mail that was written, oldest first. */
  mails(): Promise<Email[]>
  /** Waits until that many mails are there. */
  mailsWhen(count: number): Promise<Email[]>
  /** Rows of a query, for looking at what is kept. */
  rows<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
  clock: { now: Date }
  /** Whether it takes jobs. */
  working: boolean
}

type Options = { env?: Record<string, string>; log?: Log; working?: boolean } & Pick<Substitutes, 'mailer'>

/** A whole program on a database of its own, emptied of people before each test, closed after the file. */
export async function useProgram({ env, log = silentLog, working = false, ...substitutes }: Options = {}): Promise<TestProgram> {
  const config = testConfig(env)
  const { database, drop } = await openTestDatabase()
  const clock = { now: new Date() }
  const program = await createProgram(config, log, { ...substitutes, database, now: () => clock.now })
  if (working) await program.jobs.work(program.app)

  beforeEach(async () => {
    clock.now = new Date()
    // A job of the test before may still be writing its mail.
    if (working) await until(async () => (await openJobs(database)) === 0 || undefined, 'the jobs of the test before')
    await database.pool.query(
      'truncate local_group, person, event, event_series, election, sheet, rights_request, import, export, audience, tag, custom_field, name_word, signature, suppression, confirmation_claim, supporter_tally, account, account_code, sign_in_request, movement, approval, alert, api_key, api_answer, bulk_act cascade',
    )
    await database.pool.query('truncate pgboss.job')
    rmSync(outboxOf(config), { recursive: true, force: true })
  })
  afterAll(async () => {
    await program.stop()
    await drop()
    rmSync(config.dataDir, { recursive: true, force: true })
  })
  const mails = () => readMails(config)
  return {
    ...program,
    working,
    clock,
    mails,
    mailsWhen: (count) => until(async () => ((await mails()).length >= count ? mails() : undefined), `${count} mails`),
    rows: async (text, values) => (await database.pool.query(text, values)).rows,
  }
}

async function openJobs({ pool }: Database): Promise<number> {
  return (await pool.query("select 1 from pgboss.job where name not like '\\_\\_%' and state < 'completed'")).rowCount ?? 0
}

/** A database like the template: on the server that TEST_DATABASE_URL names, else in memory. */
export async function openTestDatabase(): Promise<{ database: Database; drop(): Promise<void>; url?: string }> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) {
    const loadDataDir = new Blob([readFileSync(inject('template'))])
    return {
      database: fromPool(new pg.Pool({ ...createPgConfig(undefined, { loadDataDir }), max: 1 }), true),
      drop: async () => {},
    }
  }
  const name = `appui_test_${randomBytes(6).toString('hex')}`
  await admin(url, `create database ${name} template ${inject('template')}`)
  const own = urlOf(url, name)
  const pool = droppable(new pg.Pool({ connectionString: own, max: 10 }))
  return { database: fromPool(pool, false), url: own, drop: () => admin(url, `drop database ${name} with (force)`) }
}

/** A pool whose database goes when a test is over: a connection that was let go, and is not closed yet, may be told so, and nobody listens any more. */
export function droppable(pool: pg.Pool): pg.Pool {
  return pool.on('connect', (client) => client.on('error', () => {}))
}

const outboxOf = ({ dataDir }: Config) => join(dataDir, 'outbox')

async function readMails(config: Config): Promise<Email[]> {
  const folder = outboxOf(config)
  let files: string[] = []
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.eml'))
  } catch {
    return []
  }
  const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(join(folder, file)))))
  return mails.toSorted((a, b) => (a.date! < b.date! ? -1 : 1))
}

/** How many queries slices make while `work` runs; those of the job queue, and of jobs that still ran, are not counted. */
export async function countQueries({ database, working }: TestProgram, work: () => Promise<unknown>): Promise<number> {
  const { pool } = database
  // In a program that works, what the test did before may still be sending its mails.
  if (working) await until(async () => (await openJobs(database)) === 0 || undefined, 'the jobs to be done')
  const connect = vi.spyOn(pool, 'connect')
  await work()
  // Slices ask the pool for a connection; the queue asks it to run a text, which passes a callback to connect.
  const queries = connect.mock.calls.filter((call: unknown[]) => call.length === 0).length
  connect.mockRestore()
  return queries
}

/** Asks again and again until there is an answer; fails after some seconds, saying what never came. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, seconds = 10): Promise<T> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`Waited ${seconds} seconds in vain for ${what}`)
}

/** The link in a mail whose path begins so. */
export function linkIn(mail: Email, path: string): string {
  const link = new RegExp(`https?://[^\\s"]+?(${path}[^\\s"]+)`).exec(mail.text ?? '')?.[1]
  if (!link) throw new Error(`No link ${path} in the mail «${mail.subject}»`)
  return link
}

let visitors = 0

/** Headers of a visitor of her own: another address than anyone before. */
export function visitor(): Record<string, string> {
  visitors += 1
  return { 'x-forwarded-for': `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}` }
}
