import { type RawBuilder, sql } from 'kysely'
import { narrow, type Tx } from './handle.ts'

/** Rows that hang on another row, handed from one owner to the next, whatever table they stand in: the catalogue says what is unique. */

const db = narrow<{}>()

/** A row as the database writes it in JSON. */
export type Written = Record<string, unknown>

/** Where rows hang: `column` holds the id of their owner. `better`: SQL, of the row: a condition or a number that says which of two is worth more. */
export type Hanging = { table: string; column: string; better?: string | undefined }

/** The rows of an owner. */
export async function rowsOf(tx: Tx, { table, column }: Hanging, owner: string): Promise<Written[]> {
  const { rows } = await sql<{ row: Written }>`select to_jsonb(t) as row from ${sql.table(table)} t
    where ${sql.ref(`t.${column}`)} = ${owner}`.execute(db(tx))
  return rows.map(({ row }) => row)
}

/** All rows change hands; where the new owner has the same already, the other's goes, or her own where the other's is worth more. */
export async function handOver(tx: Tx, hanging: Hanging, { from, to }: { from: string; to: string }): Promise<void> {
  const { table, column } = hanging
  for (const unique of await uniquesWith(tx, hanging)) await dropSame(tx, hanging, { ...unique, from, to })
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to} where ${sql.ref(column)} = ${from}`.execute(db(tx))
}

type Unique = { others: string[]; where: RawBuilder<unknown> }

/** Of each pair that cannot both stay, one goes. */
async function dropSame(tx: Tx, { table, column, better = 'false' }: Hanging, pair: Unique & { from: string; to: string }) {
  const of = (owner: string) => sql`(select *, ctid as row_at, ${sql.raw(better)} as row_worth from ${sql.table(table)}
    where ${sql.ref(column)} = ${owner} and ${pair.where})`
  // With nothing besides: there is one row for each owner, whatever it says.
  const same = [sql`true`, ...pair.others.map((name) => sql`a.${sql.ref(name)} = b.${sql.ref(name)}`)]
  await sql`delete from ${sql.table(table)} where ctid in (
    select case when b.row_worth > a.row_worth then a.row_at else b.row_at end
    from ${of(pair.to)} a join ${of(pair.from)} b on ${sql.join(same, sql` and `)})`.execute(db(tx))
}

/** What must be unique together with the owner: for each such index its other columns, and for which rows it is. */
async function uniquesWith(tx: Tx, { table, column }: Hanging): Promise<Unique[]> {
  const { rows } = await sql<{ names: string[]; where: string | null }>`
    select array_agg(a.attname::text) as names, pg_get_expr(i.indpred, i.indrelid) as where
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisunique group by i.indexrelid, i.indpred, i.indrelid`.execute(db(tx))
  return rows
    .filter(({ names }) => names.includes(column))
    .map(({ names, where }) => ({
      others: names.filter((name) => name !== column),
      where: where ? sql.raw(where) : sql`true`,
    }))
}

/** What two owners held of a table before one took over. */
export type Held = Hanging & { keep: Written[]; drop: Written[] }

/** Gives the rows that were handed over back, as they were. A row that the new owner had too was never handed over: hers stays hers. */
export async function giveBack(tx: Tx, { table, column, keep, drop }: Held, owner: string): Promise<void> {
  const key = await keyOf(tx, table)
  const others = key.filter((name) => name !== column)
  const says = (row: Written) => others.map((name) => String(row[name])).join(' ')
  const hers = new Set(key.includes(column) ? keep.map(says) : [])
  for (const row of drop.filter((one) => !hers.has(says(one)))) {
    const same = others.map((name) => sql`${sql.ref(name)}::text = ${String(row[name])}`)
    await sql`delete from ${sql.table(table)} where ${sql.join(same, sql` and `)} and ${sql.ref(column)} = ${owner}`.execute(
      db(tx),
    )
  }
  if (drop.length > 0) await insertRows(tx, table, drop)
}

async function keyOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select a.attname as name
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary`.execute(db(tx))
  return rows.map(({ name }) => name)
}

/** Puts rows where they stood; what the database makes itself it makes anew. */
export async function insertRows(tx: Tx, table: string, rows: Written[]): Promise<void> {
  const { rows: columns } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(db(tx))
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${names})
    select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(db(tx))
}
