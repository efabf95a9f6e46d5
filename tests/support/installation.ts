import { execFileSync } from 'node:child_process'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { sameClock } from './clock.ts'
import { droppable, ownDatabase } from './program.ts'

const SECRET = 'b1946ac92492d2347c6235b4d2611184b1946ac9'

/** Settings for a server of its own: on the real PostgreSQL where there is one, else embedded in a folder. */
export async function ownInstallation() {
  const folder = mkdtempSync(join(inject('folder'), 'installation-'))
  const { url, drop } = process.env.TEST_DATABASE_URL ? await ownDatabase(process.env.TEST_DATABASE_URL) : unpacked(folder)
  onTestFinished(async () => {
    await drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = {
    DATA_DIR: folder,
    LOG_LEVEL: 'info',
    SECRET,
    ...(url ? { DATABASE_URL: url } : sameClock()),
  }
  return {
    env,
    folder,
    outbox: join(folder, 'outbox'),
    openPool: () =>
      url
        ? droppable(new pg.Pool({ connectionString: url }))
        : new pg.Pool({ ...createPgConfig(join(folder, 'database')), max: 1 }),
  }
}

/** A database folder like the template, so that a server starts as on its second day. */
function unpacked(folder: string): { url?: string; drop(): Promise<void> } {
  const database = join(folder, 'database')
  mkdirSync(database)
  execFileSync('tar', ['-xf', inject('template'), '-C', database])
  return { drop: async () => {} }
}

/** Makes somebody who is at work in that role, a second factor shown. Gives the cookie of her browser. */
export async function staffCookie(pool: pg.Pool, role: string): Promise<{ account: string; cookie: string }> {
  const [account, token] = [crypto.randomUUID(), crypto.randomUUID()]
  await pool.query(
    "insert into account (id, email, email_verified, name, created_at, updated_at) values ($1, 'staff@example.org', true, '', now(), now())",
    [account],
  )
  await pool.query(
    "insert into account_session (id, token, account_id, expires_at, strong_at, created_at, updated_at) values (gen_random_uuid(), $1, $2, now() + interval '1 day', now(), now(), now())",
    [token, account],
  )
  await pool.query(
    "insert into mandate (id, account_id, role_id, starts_at) values (gen_random_uuid(), $1, $2, now() - interval '1 day')",
    [account, role],
  )
  const signature = createHmac('sha256', SECRET).update(token).digest('base64')
  return { account, cookie: `session=${encodeURIComponent(`${token}.${signature}`)}` }
}
