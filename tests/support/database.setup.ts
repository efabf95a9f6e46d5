import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { PGlite } from '@electric-sql/pglite'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createProgram } from '../../src/program.ts'
import { type Database, fromPool } from '../../src/platform/db/database.ts'
import { silentLog, testConfig } from './config.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A dump of PGlite, or the name of a template database: migrated, territories loaded, nobody in it. */
    template: string
  }
}

const TEMPLATE = 'appui_test_template'

/** Makes once, for all test files, the database that each starts from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL
  return url ? postgresTemplate(project, url) : pgliteTemplate(project)
}

async function pgliteTemplate(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'appui-test-'))
  const pglite = await PGlite.create()
  await prepare(fromPool(new pg.Pool({ ...createPgConfig(pglite), max: 1 }), true))
  const dump = join(folder, 'template.tar')
  writeFileSync(dump, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await pglite.close()
  project.provide('template', dump)
  return async () => rmSync(folder, { recursive: true })
}

async function postgresTemplate(project: TestProject, url: string) {
  await admin(url, `drop database if exists ${TEMPLATE} with (force)`, `create database ${TEMPLATE}`)
  await prepare(fromPool(new pg.Pool({ connectionString: urlOf(url, TEMPLATE), max: 5 }), false))
  project.provide('template', TEMPLATE)
  return () => admin(url, `drop database if exists ${TEMPLATE} with (force)`)
}

async function prepare(database: Database): Promise<void> {
  const program = await createProgram(testConfig(), silentLog, { database })
  await program.stop()
}

/** Runs statements on the server's own database, one by one: databases cannot be made in a transaction. */
export async function admin(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
