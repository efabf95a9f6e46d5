import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { takeOutgoing, type Outgoing } from './outbox.ts'
import type { Handle, Tx } from './handle.ts'

/** Called at the end of each transaction, inside it, with what the transaction wants done after its commit. */
export type BeforeCommit = (tx: Tx, outgoing: Outgoing[]) => Promise<void>

export type Database = {
  /** Reads outside a transaction. */
  read: Handle
  /** Runs `work` in one transaction, which ends with it: committed when it returns, rolled back when it throws. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Says who carries what transactions put in their outbox; without it, such a transaction fails. */
  beforeCommit(hook: BeforeCommit): void
  /** The pool itself, for the platform's own libraries (jobs, migrations). Slices never see it. */
  pool: pg.Pool
  embedded: boolean
  close(): Promise<void>
}

/** Opens PostgreSQL at `url`, or PGlite in `dataDir` (in memory when neither is given). */
export function openDatabase({ url, dataDir }: { url?: string | undefined; dataDir?: string | undefined } = {}): Database {
  return fromPool(url ? poolOf(url) : new pg.Pool({ ...createPgConfig(dataDir), max: 1 }), !url)
}

/** Makes a database of an open pool. Embedded pools have a single connection. */
export function fromPool(pool: pg.Pool, embedded: boolean): Database {
  const inTransaction = new AsyncLocalStorage<boolean>()
  let hook: BeforeCommit = async (_tx, outgoing) => {
    throw new Error(`Nobody carries the outbox: ${outgoing.map((message) => message.name).join(', ')}`)
  }
  // An idle connection that the server closed must not end the process; the pool opens another.
  pool.on('error', () => {})
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guarded(pool, inTransaction) }) })

  const run = async <T>(work: (tx: Tx) => Promise<T>, transaction: Transaction<unknown>) => {
    const tx = transaction as unknown as Tx
    const result = await inTransaction.run(true, () => work(tx))
    const outgoing = takeOutgoing(tx)
    if (outgoing.length > 0) await hook(tx, outgoing)
    return result
  }

  return {
    read: kysely as unknown as Handle,
    transact: (work) => kysely.transaction().execute((transaction) => run(work, transaction)),
    beforeCommit: (next) => void (hook = next),
    pool,
    embedded,
    close: () => kysely.destroy(),
  }
}

function poolOf(url: string): pg.Pool {
  return new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000, application_name: 'appui' })
}

/**
 * Refuses a connection to code that holds one already. With one connection (embedded) it would wait for ever;
 * with ten it would, on the first busy day.
 */
function guarded(pool: pg.Pool, inTransaction: AsyncLocalStorage<boolean>) {
  return {
    connect: async () => {
      if (inTransaction.getStore()) throw new Error('A second connection was asked for inside a transaction: pass its tx on')
      return pool.connect()
    },
    end: () => pool.end(),
    options: pool.options,
  }
}
