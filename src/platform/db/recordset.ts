import { type RawBuilder, sql } from 'kysely'

/** Columns of rows with their SQL types, in order. */
export type Columns<R> = { [K in keyof R & string]-?: string }

/** Rows as a table that a statement reads: `… from ${recordset('p', people, COLUMNS)}`. One parameter, however many rows. */
export function recordset<R extends object>(name: string, rows: readonly R[], columns: Columns<R>): RawBuilder<unknown> {
  const typed = Object.entries<string>(columns).map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`)
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as ${sql.ref(name)} (${sql.join(typed)})`
}

/** `a, b, c`: the same columns where a statement names them; with `of`, those of that table. */
export function columnsOf<R>(columns: Columns<R>, of?: string): RawBuilder<unknown> {
  return sql.join(Object.keys(columns).map((column) => sql.ref(of ? `${of}.${column}` : column)))
}
