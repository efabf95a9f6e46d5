import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { codeOf } from '../errors.ts'

export type Embedded = { pool: pg.Pool; copy: Copy; close(): Promise<void> }

/**
 * Fills a table, `name (columns)`, from lines in the text format of COPY, in the transaction under way. What the rows refer to
 * is not looked up: for rows that ship with the program, and that a test has looked at.
 */
export type Copy = (into: string, lines: string) => Promise<void>

/** Opens PGlite in a folder, or in memory. Throws when another process has the folder open: two would ruin it. */
export function openEmbedded(dataDir: string | undefined): Embedded {
  const unlock = dataDir ? lock(dataDir) : () => {}
  const pglite = new PGlite(dataDir)
  return {
    pool: embeddedPool(createPgConfig(pglite)),
    // Its one session is that of the pool's one connection, so this happens in whatever transaction that has begun.
    copy: async (into, lines) => {
      await pglite.query('set local session_replication_role = replica')
      await pglite.query(`copy ${into} from '/dev/blob'`, [], { blob: new Blob([lines]) })
      await pglite.query('set local session_replication_role = origin')
    },
    // The pool's own end leaves PGlite open.
    close: async () => {
      await pglite.close()
      unlock()
    },
  }
}

class OneSession extends pg.Pool {
  /** As `connect`, which tests listen to that count what rooms ask: what the pool itself is asked is none of theirs. */
  session(): Promise<pg.PoolClient> {
    return super.connect()
  }
}

/**
 * A pool of the one session that PGlite has. Its own `query` lets the connection go whose statement failed, and some of those after it get the
 * rows of another (findings/pglite-pool-out-of-step.sh): here the connection stays.
 */
export function embeddedPool(config: pg.PoolConfig): pg.Pool {
  const pool = new OneSession({ ...config, max: 1 })
  const query = async (text: string, values?: unknown[]) => {
    const client = await pool.session()
    try {
      return await client.query(text, values)
    } finally {
      client.release()
    }
  }
  return Object.assign(pool, { query })
}

/** Writes who has the folder open beside it, and gives the way to take it back. A lock whose process is gone is void. */
function lock(dataDir: string): () => void {
  const file = `${dataDir}.lock`
  mkdirSync(join(dataDir, '..'), { recursive: true })
  const owner = ownerOf(file)
  if (owner !== undefined && owner !== process.pid && isAlive(owner)) {
    throw new Error(`${dataDir} is open in another process (${owner}). Stop it first, or give this one a DATA_DIR of its own.`)
  }
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return codeOf(error) === 'EPERM'
  }
}
