import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.ts'

/**
 * Brings the schema up to date: the `.sql` files of `folders`, by name, each once, all in one transaction under a lock
 * that a second process waits for. Forward only. Throws when a file that already ran is missing.
 */
export async function migrate({ pool }: Database, folders: string[]): Promise<void> {
  if (await allRan(pool, Object.keys(await readMigrations(folders)))) return
  // Not destroyed afterwards: the pool belongs to the database.
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const migrator = new Migrator({ db, provider: { getMigrations: () => readMigrations(folders) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  const failed = results.find((result) => result.status === 'Error')
  if (error) throw new Error(`Migration ${failed?.migrationName ?? ''} failed`, { cause: error })
}

/** Whether these very files ran: asked of one table, where the migrator reads the whole catalogue, three times. */
async function allRan(pool: Database['pool'], names: string[]): Promise<boolean> {
  const { rowCount } = await pool.query("select 1 where to_regclass('kysely_migration') is not null")
  if (rowCount === 0) return false
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration')
  return rows.length === names.length && new Set([...names, ...rows.map(({ name }) => name)]).size === names.length
}

async function readMigrations(folders: string[]): Promise<Record<string, Migration>> {
  const files = await Promise.all(folders.map(sqlFiles))
  const named = files.flat().toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(named.map(([name, text]) => [name, { up: async (db) => void (await sql.raw(text).execute(db)) }]))
}

async function sqlFiles(folder: string): Promise<[string, string][]> {
  const names = await readdir(folder)
  const files = names.filter((name) => name.endsWith('.sql'))
  return Promise.all(
    files.map(async (name): Promise<[string, string]> => [
      name.replace(/\.sql$/, ''),
      await readFile(join(folder, name), 'utf8'),
    ]),
  )
}
