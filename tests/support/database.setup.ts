import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { PGlite } from '@electric-sql/pglite'
import { createHash, randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Database, fromPool } from '../../src/platform/db/database.ts'
import { silentLog, testConfig } from './config.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A dump of PGlite, or the name of a template database: migrated, territories loaded, nobody in it. */
    template: string
    /** Where this run keeps its files. */
    folder: string
  }
}

type Run = { template: string; folder: string }

/** One template for all projects of a run. Each of them loads this file anew, so it is kept where they all see it. */
const shared = globalThis as { appuiTestRun?: Promise<Run> }

/** Makes once, for all test files, the database that each program starts from. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const first = shared.appuiTestRun === undefined
  const { template, folder } = await (shared.appuiTestRun ??= prepareRun())
  project.provide('template', template)
  project.provide('folder', folder)
  return first ? () => endRun({ template, folder }) : undefined
}

async function prepareRun(): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'appui-test-'))
  const url = process.env.TEST_DATABASE_URL
  const template = url ? await postgresTemplate(url, folder) : await pgliteTemplate(folder)
  return { template, folder }
}

/** Programs live as long as their worker, which leaves their files and databases. */
async function endRun({ template, folder }: Run): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const url = process.env.TEST_DATABASE_URL
  if (!url) return
  const left = await admin(url, `select datname from pg_database where datname like '${template}%'`)
  await admin(url, ...left.map(({ datname }) => `drop database if exists ${datname} with (force)`))
}

/** What the template is made of: migrations, what ships with the program and the code that loads it, and packages. */
const MADE_OF = /\.(sql|tsv|json)$|\/(territories|recipes)\/|\/platform\/(db|jobs)\//
const CACHE = 'node_modules/.cache/appui-test'

/** To load a hundred thousand places takes longer than most tests: what came out of it is kept until what goes in is another. */
async function pgliteTemplate(folder: string): Promise<string> {
  const known = join(CACHE, `${fingerprint()}.tar`)
  const own = join(folder, 'template.tar')
  if (existsSync(known)) {
    copyFileSync(known, own)
    return own
  }
  await newPgliteTemplate(own)
  rmSync(CACHE, { recursive: true, force: true })
  mkdirSync(CACHE, { recursive: true })
  // Aside first: another run may look for it at this moment.
  copyFileSync(own, `${known}.${process.pid}`)
  renameSync(`${known}.${process.pid}`, known)
  return own
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'))
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => `src/${file.replaceAll('\\', '/')}`)
  for (const file of files.toSorted())
    if (MADE_OF.test(file) && !/\/messages\/|\.test\./.test(file) && statSync(file).isFile())
      hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 24)
}

async function newPgliteTemplate(file: string): Promise<void> {
  const pglite = await PGlite.create()
  await prepare(fromPool(new pg.Pool({ ...createPgConfig(pglite), max: 1 }), true), dirname(file))
  writeFileSync(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await pglite.close()
}

async function postgresTemplate(url: string, folder: string): Promise<string> {
  const name = `appui_test_${randomBytes(6).toString('hex')}`
  await admin(url, `create database ${name}`)
  await prepare(fromPool(new pg.Pool({ connectionString: urlOf(url, name), max: 5 }), false), folder)
  return name
}

async function prepare(database: Database, folder: string): Promise<void> {
  // Taken in only now: where the template is known, nobody needs the program here.
  const { createProgram } = await import('../../src/program.ts')
  const program = await createProgram(testConfig(folder), silentLog, { database })
  await program.stop()
}

/** Runs statements on the server's own database, one by one: databases cannot be made in a transaction. Gives the last one's rows. */
export async function admin(url: string, ...statements: string[]): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let rows: Record<string, string>[] = []
  for (const statement of statements) rows = (await client.query<Record<string, string>>(statement)).rows
  await client.end()
  return rows
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
