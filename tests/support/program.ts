import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import PostalMime, { type Email } from 'postal-mime'
import { beforeEach, inject, vi } from 'vitest'
import type { Config } from '../../src/platform/config/config.ts'
import { embeddedPool } from '../../src/platform/db/embedded.ts'
import { type Database, fromPool } from '../../src/platform/db/database.ts'
import { features } from '../../src/features.ts'
import { createLog } from '../../src/platform/log.ts'
import { createProgram, type Program } from '../../src/program.ts'
import { momentOfTest } from './clock.ts'
import { testConfig } from './config.ts'
import { admin, urlOf } from './database.setup.ts'
import { type Emptying, emptyingOf } from './emptying.ts'

export type TestProgram = Program & {
  /** Every mail that was written, oldest first. */
  mails(): Promise<Email[]>
  /** Waits until that many mails are there. */
  mailsWhen(count: number): Promise<Email[]>
  /** Rows of a query, for looking at what is kept. */
  rows<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
  /** What the log was told in this test; nothing where `TEST_LOG` shows it instead. */
  logged: Record<string, unknown>[]
  clock: { now: Date }
  /** Whether it takes jobs. */
  working: boolean
}

type Options = { env?: Record<string, string>; working?: boolean }

type Kept = { key: string; program: TestProgram; emptying: Emptying; close(): Promise<void> }

/** The program of this worker: test files that want the same one take it over, since to start one costs seconds. */
let kept: Kept | undefined

/** A whole program on a database of its own: as new for the file, and emptied of people before each test. */
export async function useProgram({ env = {}, working = false }: Options = {}): Promise<TestProgram> {
  const key = JSON.stringify([env, working])
  if (kept?.key !== key) {
    const before = kept
    kept = undefined
    await before?.close()
    kept = await openProgram(key, env, working)
  }
  const { program, emptying } = kept
  program.clock.now = momentOfTest()
  await giveUpJobs(program)
  await emptying.everything()
  for (const feature of features) await feature.refresh?.(program.app)
  beforeEach(async () => {
    program.clock.now = momentOfTest()
    await atRest(program)
    program.logged.length = 0
    await emptying.people()
    await program.database.pool.query('truncate pgboss.job')
    rmSync(outboxOf(program.app.config), { recursive: true, force: true })
    // Whom an earlier test erased is no secret of a backup of this one.
    rmSync(join(program.app.config.dataDir, 'erased.csv'), { force: true })
  })
  return program
}

/** Set in what a program does by itself: its timers begin when it is made. */
const byItself = new AsyncLocalStorage<true>()

async function openProgram(key: string, env: Record<string, string>, working: boolean): Promise<Kept> {
  const config = testConfig(inject('folder'), env)
  const { database, drop } = await openTestDatabase()
  const clock = { now: momentOfTest() }
  const logged: TestProgram['logged'] = []
  const shown = process.env.TEST_LOG
  const log = shown ? createLog(shown) : createLog(config.logLevel, 'json', (line) => logged.push(JSON.parse(line)))
  const program = await byItself.run(true, () => createProgram(config, log, { database, now: () => clock.now }))
  if (working) await program.jobs.work(program.app)
  const mails = mailsIn(outboxOf(config))
  return {
    key,
    emptying: await emptyingOf(database.pool),
    program: {
      ...program,
      working,
      logged,
      clock,
      mails,
      mailsWhen: (count) => until(async () => ((await mails()).length >= count ? mails() : undefined), `${count} mails`),
      rows: async (text, values) => (await database.pool.query(text, values)).rows,
    },
    close: async () => {
      await program.stop()
      await drop()
      rmSync(config.dataDir, { recursive: true, force: true })
    },
  }
}

/** Forgets what the file before left to be done, and waits for what is under way. */
async function giveUpJobs({ database }: TestProgram): Promise<void> {
  await until(async () => {
    await database.pool.query("delete from pgboss.job where state < 'active'")
    return (await openJobs(database)) === 0 || undefined
  }, 'the jobs under way')
}

/** A job of the test before may still be writing its mail. */
async function atRest({ working, database }: TestProgram): Promise<void> {
  if (working) await until(async () => (await openJobs(database)) === 0 || undefined, 'the jobs to be done')
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
      database: fromPool(embeddedPool(createPgConfig(undefined, { loadDataDir })), true),
      drop: async () => {},
    }
  }
  const own = await ownDatabase(url)
  const pool = droppable(new pg.Pool({ connectionString: own.url, max: 10 }))
  return { database: fromPool(pool, false), ...own }
}

/** A database of its own on that server, like the template. */
export async function ownDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `${inject('template')}_${randomBytes(6).toString('hex')}`
  await admin(server, `create database ${name} template ${inject('template')}`)
  return { url: urlOf(server, name), drop: async () => void (await admin(server, `drop database ${name} with (force)`)) }
}

/** A pool whose database goes when a test is over: a connection that was let go, and is not closed yet, may be told so, and nobody listens any more. */
export function droppable(pool: pg.Pool): pg.Pool {
  return pool.on('connect', (client) => client.on('error', () => {}))
}

const outboxOf = ({ dataDir }: Config) => join(dataDir, 'outbox')

/** Reads the mails of a folder, oldest first; each is taken apart once. */
function mailsIn(folder: string): () => Promise<Email[]> {
  const known = new Map<string, Promise<Email>>()
  const parsed = (file: string) => {
    const path = join(folder, file)
    // A second try replaces the first under its name.
    const key = `${path} ${statSync(path).mtimeMs}`
    const mail = known.get(key) ?? PostalMime.parse(readFileSync(path))
    known.set(key, mail)
    return mail
  }
  return async () => {
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.eml')) : []
    const mails = await Promise.all(files.map(parsed))
    return mails.toSorted((a, b) => (a.date! < b.date! ? -1 : 1))
  }
}

/** How many queries slices make while `work` runs; those of the job queue, of jobs that still ran and of the program's own upkeep are not counted. */
export async function countQueries(program: TestProgram, work: () => Promise<unknown>): Promise<number> {
  const { pool } = program.database
  await atRest(program)
  const real = pool.connect.bind(pool) as (...given: unknown[]) => unknown
  let queries = 0
  const connect = vi.spyOn(pool, 'connect').mockImplementation(((...given: unknown[]) => {
    // Slices ask the pool for a connection; the queue asks it to run a text, which passes a callback to connect.
    if (given.length === 0 && !byItself.getStore()) queries += 1
    return real(...given)
  }) as never)
  await work()
  connect.mockRestore()
  return queries
}

/** Asks again and again until there is an answer; fails after some seconds, saying what never came. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, seconds = 60): Promise<T> {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`Waited ${seconds} seconds in vain for ${what}`)
}

/** The link in a mail whose path begins so. */
export function linkIn(mail: Email, path: string): string {
  const link = new RegExp(`https?://[^\\s"]+?(${path}[^\\s"]+)`).exec(mail.text ?? '')?.[1]
  if (!link) throw new Error(`No link ${path} in the mail «${mail.subject}»`)
  return link
}

/** The same link with a token that nobody gave: another first letter, since the last may carry bits that mean nothing. */
export const forged = (link: string) =>
  link.replace(/\/(.)([^/]*)$/, (_all, first, rest) => `/${first === 'A' ? 'B' : 'A'}${rest}`)

let visitors = 0

/** Headers of a visitor of her own: another address than anyone before. */
export function visitor(): Record<string, string> {
  visitors += 1
  return { 'x-forwarded-for': `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}` }
}
