import { Kysely, PostgresDialect } from 'kysely'
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { codeOf } from '../errors.ts'
import { type Copy, openEmbedded } from './embedded.ts'
import { takeOutgoing, type Outgoing } from './outbox.ts'
import type { Handle, Tx } from './handle.ts'
import { writesOver } from './rows.ts'
import { readsOver } from './together.ts'

/** Carries what transactions leave to be done. */
type Carrier = {
  /** At the end of a transaction, inside it: what is written here stays or goes with the transaction. */
  write(tx: Tx, outgoing: Outgoing[]): Promise<void>
  /** After the commit. May be skipped by a crash, so it can only hasten what `write` made sure of. */
  committed(outgoing: Outgoing[]): void
}

export type Database = {
  /** Reads outside a transaction. */
  read: Handle
  /**
   * Runs `work` in one transaction, which ends with it: committed when it returns, rolled back when it throws. After a
   * deadlock `work` runs again, so it does nothing but read and write through its `tx`.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Fills a table inside the transaction of `transact`. The embedded database's, for which rows one by one are slow; a server has none. */
  copy?: Copy
  /** Says who carries what transactions put in their outbox; without a carrier, such a transaction fails. */
  carryWith(carrier: Carrier): void
  /** The pool itself, for the platform's own libraries (jobs, migrations). Slices never see it. */
  pool: pg.Pool
  embedded: boolean
  close(): Promise<void>
}

/** Opens PostgreSQL at `url`, or PGlite in `dataDir` (in memory when neither is given). */
export function openDatabase({ url, dataDir }: { url?: string | undefined; dataDir?: string | undefined } = {}): Database {
  if (url) return fromPool(poolOf(url), false)
  const { pool, copy, close } = openEmbedded(dataDir)
  const database = fromPool(pool, true)
  return { ...database, copy, close: () => database.close().then(close) }
}

/** Makes a database of an open pool. Embedded pools have a single connection. */
export function fromPool(pool: pg.Pool, embedded: boolean): Database {
  const inTransaction = new AsyncLocalStorage<boolean>()
  const beginning = new AsyncLocalStorage<Beginning>()
  let carrier = nobody
  // A connection that the server closed must not end the process, whether it idles in the pool or stands between two
  // statements of a transaction: the next statement fails, and the pool opens another.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const connections = guarded(pool, inTransaction, beginning)
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: connections }) })
  // A handle knows no table: `narrow` gives each room its own.
  const read = kysely as unknown as Handle
  readsOver(read, connections)

  const attempt = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    let outgoing: Outgoing[] = []
    const begun: Beginning = {}
    const within = async (tx: Tx) => {
      if (begun.client && !embedded) writesOver(tx, begun.client)
      const done = await inTransaction.run(true, () => work(tx))
      outgoing = takeOutgoing(tx)
      if (outgoing.length > 0) await carrier.write(tx, outgoing)
      return done
    }
    const result = await beginning.run(begun, () =>
      kysely.transaction().execute((transaction) => within(transaction as unknown as Tx)),
    )
    if (outgoing.length > 0) carrier.committed(outgoing)
    // The embedded database answers without ever waiting for the outside: long work in chunks would let no request in.
    if (embedded) await setImmediate()
    return result
  }

  /** Two transactions that wait for each other: the database ends one, which is then free to begin again. */
  const transact = async <T>(work: (tx: Tx) => Promise<T>, tries = 3): Promise<T> => {
    try {
      return await attempt(work)
    } catch (error) {
      if (tries <= 1 || !isDeadlock(error)) throw error
      return transact(work, tries - 1)
    }
  }

  return {
    read,
    transact: (work) => transact(work),
    carryWith: (next) => void (carrier = next),
    pool,
    embedded,
    close: () => kysely.destroy(),
  }
}

/** SQLSTATE 40P01 (deadlock detected) and 40001 (serialization failure). */
function isDeadlock(error: unknown): boolean {
  return ['40P01', '40001'].includes(codeOf(error) ?? '')
}

const nobody: Carrier = {
  write: (_tx, outgoing) =>
    Promise.reject(new Error(`Nobody carries the outbox: ${outgoing.map(({ name }) => name).join(', ')}`)),
  committed: () => {},
}

function poolOf(url: string): pg.Pool {
  return new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000, application_name: 'appui' })
}

/** A transaction on its way: the connection that it was given. */
type Beginning = { client?: pg.PoolClient }

/**
 * Refuses a connection to code that holds one already. With one connection (embedded) it would wait for ever;
 * with ten it would, on the first busy day.
 */
function guarded(pool: pg.Pool, inTransaction: AsyncLocalStorage<boolean>, beginning: AsyncLocalStorage<Beginning>) {
  return {
    connect: async () => {
      if (inTransaction.getStore()) throw new Error('A second connection was asked for inside a transaction: pass its tx on')
      const client = await pool.connect()
      const begun = beginning.getStore()
      if (begun) begun.client = client
      return client
    },
    end: () => pool.end(),
    options: pool.options,
  }
}
