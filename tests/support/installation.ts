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
  const { url, env, folder } = process.env.TEST_DATABASE_URL ? await ownServer(process.env.TEST_DATABASE_URL) : ownFolder()
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

async function ownServer(server: string) {
  const { url, drop } = await ownDatabase(server)
  onTestFinished(drop)
  const { folder, env } = emptyFolder()
  return { url, folder, env: { ...env, DATABASE_URL: url } }
}

/** Settings for a server on the embedded database of a folder, which is like the template: it starts as on its second day. */
export function ownFolder(): { url?: undefined; folder: string; env: Record<string, string> } {
  const { folder, env } = emptyFolder()
  const database = join(folder, 'database')
  mkdirSync(database)
  execFileSync('tar', ['-xf', inject('template'), '-C', database])
  return { folder, env: { ...env, ...sameClock() } }
}

function emptyFolder() {
  const folder = mkdtempSync(join(inject('folder'), 'installation-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, env: { DATA_DIR: folder, LOG_LEVEL: 'info', SECRET } }
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
