import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import { copyIn, copyValue } from './copying.ts'
import type { Tx } from './handle.ts'
import { type Columns, recordset } from './recordset.ts'

/** Connections of transactions on a server. The embedded database's takes no COPY. */
const clients = new WeakMap<Tx, pg.PoolClient>()

/** Says over which connection of a server a transaction writes. */
export function writesOver(tx: Tx, client: pg.PoolClient): void {
  clients.set(tx, client)
}

/** Rows with their columns and the SQL types of these; `same`: values of columns that are the same in all of them. */
export type Rows<R extends object, S extends object> = { rows: readonly R[]; columns: Columns<R & S>; same: S }

/**
 * Adds rows to a table, some thousands at once. Throws when one stands there already: for rows that nobody else can have written. By
 * COPY on a server, to which it is a quarter of the work less than to read them from a statement's JSON.
 */
export async function copyRows<R extends object, S extends object>(
  tx: Tx,
  table: string,
  { rows, columns, same }: Rows<R, S>,
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns)
  const client = clients.get(tx)
  if (client)
    return copyIn(client, `"${table}" (${names.map((name) => `"${name}"`).join(', ')})`, linesOf({ rows, columns, same }))
  const kysely = tx as unknown as Kysely<unknown>
  const own = Object.fromEntries(Object.entries(columns).filter(([name]) => !(name in same))) as Columns<R>
  const values = Object.entries<string>(columns).map(([name, type]) =>
    name in same ? sql`${same[name as keyof S]}::${sql.raw(type)}` : sql.ref(name),
  )
  await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from ${recordset('r', rows, own)}`.execute(kysely)
}

/** The rows in the text format of COPY. */
function linesOf<R extends object, S extends object>({ rows, columns, same }: Rows<R, S>): string {
  const parts = Object.entries<string>(columns).map(([name, type]) =>
    name in same ? { text: copyValue(same[name as keyof S], type) } : { name: name as keyof R, type },
  )
  let lines = ''
  for (const row of rows) {
    let separator = ''
    for (const part of parts) {
      lines += separator + ('text' in part ? part.text : copyValue(row[part.name], part.type))
      separator = '\t'
    }
    lines += '\n'
  }
  return lines
}
