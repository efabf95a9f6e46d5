import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { openTestDatabase } from './program.ts'

export const SECRET = 'b1946ac92492d2347c6235b4d2611184b1946ac9'

/** Settings for a server of its own: on the real PostgreSQL where there is one, else embedded in a folder. */
export async function ownInstallation() {
  const folder = mkdtempSync(join(tmpdir(), 'appui-fault-'))
  const { database, drop, url } = await openTestDatabase()
  await database.close()
  if (!url) await unpack(join(folder, 'database'))
  onTestFinished(async () => {
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = {
    DATA_DIR: folder,
    LOG_LEVEL: 'info',
    SECRET,
    ...(url ? { DATABASE_URL: url } : {}),
  }
  return {
    env,
    folder,
    outbox: join(folder, 'outbox'),
    openPool: () =>
      url ? new pg.Pool({ connectionString: url }) : new pg.Pool({ ...createPgConfig(join(folder, 'database')), max: 1 }),
  }
}

/** A database folder like the template, so that a server starts as on its second day. */
async function unpack(dataDir: string): Promise<void> {
  const pglite = await PGlite.create({ dataDir, loadDataDir: new Blob([readFileSync(inject('template'))]) })
  await pglite.close()
}
