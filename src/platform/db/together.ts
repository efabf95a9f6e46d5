import type { Kysely, RawBuilder } from 'kysely'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { inBatches } from './batch.ts'
import type { Handle } from './handle.ts'

type Connections = { connect(): Promise<pg.PoolClient> }
type Row = Record<string, unknown>
type Ask = (values: (string | null)[]) => Promise<Row[]>
type Reader = { connections: Connections; asks: Map<string, Ask> }

const readers = new WeakMap<Handle, Reader>()

/** How many askers one statement answers, and how many such statements are under way at once. */
const BATCH = { max: 16, parallel: 2, waiting: 5_000 }
/** Statements that the server keeps parsed and planned, on each connection. Beyond, each is planned when it comes. */
const MOST_PREPARED = 64

/** Says over which connections a handle reads that is in no transaction. */
export function readsOver(handle: Handle, connections: Connections): void {
  readers.set(handle, { connections, asks: new Map() })
}

/**
 * Rows of a statement that many ask at once with values of their own: those who come while one is under way are answered together by the next, and
 * the server has it planned already. Each value in it has its cast, as a text takes one (`${km}::float8`); a limit is written out (`sql.lit`).
 * What has a list among its values or none at all, and what is asked inside a transaction, is asked alone.
 */
export async function readTogether<R>(handle: Handle, statement: RawBuilder<R>): Promise<R[]> {
  // A handle is one, of which rooms see a part.
  const kysely = handle as unknown as Kysely<unknown>
  const reader = readers.get(handle)
  const { sql, parameters } = statement.compile(kysely)
  const values = parameters.map(textOf)
  if (!reader || values.length === 0 || !values.every((value) => value !== undefined))
    return (await statement.execute(kysely)).rows
  const ask = reader.asks.get(sql) ?? asking(reader, sql, values.length)
  // Those who ask together ask the same statement, so for the same rows.
  return (await ask(values)) as R[]
}

/** A value as the server reads it from a text; undefined: it is none that has one. */
function textOf(value: unknown): string | null | undefined {
  if (value === null) return null
  if (value instanceof Date) return value.toISOString()
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}

function asking({ connections, asks }: Reader, sql: string, count: number): Ask {
  const text = forMany(sql, count)
  const name = asks.size < MOST_PREPARED ? createHash('sha1').update(text).digest('base64url') : undefined
  const ask = inBatches(async (askers: (string | null)[][]) => {
    const columns = Array.from({ length: count }, (_, i) => askers.map((values) => values[i]!))
    const client = await connections.connect()
    try {
      const { rows } = await client.query<Row & { asker: number }>({ ...(name ? { name } : {}), text, values: columns })
      const answers: Row[][] = askers.map(() => [])
      for (const { asker, ...row } of rows) answers[asker - 1]!.push(row)
      return answers
    } finally {
      client.release()
    }
  }, BATCH)
  if (name) asks.set(sql, ask)
  return ask
}

/**
 * The statement for a set of askers, in place of one. Each list comes by a subquery: the planner cannot count it then, so that a plan for
 * these askers looks no cheaper than the one for all, and PostgreSQL keeps that one after five times (15.18, `plan_cache_mode` auto).
 */
function forMany(sql: string, count: number): string {
  const columns = Array.from({ length: count }, (_, i) => `p${i + 1}`)
  const lists = columns.map((_, i) => `(select $${i + 1}::text[])`)
  const one = sql.replaceAll(/\$(\d+)/g, 'q.p$1')
  return `select q.asker::integer, r.* from unnest(${lists.join(', ')}) with ordinality as q (${[...columns, 'asker'].join(', ')})
    cross join lateral (${one}) r`
}
