import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type Embedded = { pool: pg.Pool; close(): Promise<void> }

/** Opens PGlite in a folder, or in memory. Throws when another process has the folder open: two would ruin it. */
export function openEmbedded(dataDir: string | undefined): Embedded {
  const unlock = dataDir ? lock(dataDir) : () => {}
  const pglite = new PGlite(dataDir)
  return {
    pool: new pg.Pool({ ...createPgConfig(pglite), max: 1 }),
    // The pool's own end leaves PGlite open.
    close: async () => {
      await pglite.close()
      unlock()
    },
  }
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
    return (error as { code?: string }).code === 'EPERM'
  }
}
