import { Zip, ZipDeflate } from 'fflate'
import { sql } from 'kysely'
import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import type { Handle } from '#platform/db/handle'
import { ahead } from '#platform/jobs/ahead'
import { LEFT_OUT, PAGE } from './rules.ts'
import { db } from './tables.ts'

/** A table of an archive. `columns` with their SQL types, in order; `key`: what its rows are ordered by. */
/** `self`: columns that point at rows of the same table. */
export type ArchivedTable = {
  name: string
  columns: { name: string; type: string }[]
  key: string[]
  self: string[]
  rows: number
}

export type Manifest = { format: 'appui-archive'; version: 1; made_at: string; movement: string; tables: ArchivedTable[] }

/** Secrets of accounts go into a backup, which stays with its owner, and into no export. */
const SECRETS = ['account_passkey', 'account_totp', 'station_sheet', 'station_result']

type Options = { secrets: boolean; told?(rows: number): Promise<unknown> }
/** A piece of a file, and how many rows have gone into it so far. */
export type Piece = { bytes: Buffer; rows: number }

/** The whole movement as a zip, piece by piece: a manifest, an explanation, and a CSV for each table. */
export async function* archivePieces(app: App, { secrets, told }: Options): AsyncGenerator<Piece> {
  const { read } = app.database
  const tables = await archivedTables(read, secrets)
  await told?.(tables.reduce((sum, { rows }) => sum + rows, 0))
  const out: Uint8Array[] = []
  const zip = new Zip((error, data) => {
    if (error) throw error
    out.push(data)
  })
  const drain = () => Buffer.concat(out.splice(0))
  const manifest: Manifest = {
    format: 'appui-archive',
    version: 1,
    made_at: app.now().toISOString(),
    movement: app.movement.current.name,
    tables,
  }
  addText(zip, 'manifest.json', JSON.stringify(manifest, null, 2))
  addText(zip, 'README.txt', EXPLANATION)
  let rows = 0
  for (const table of tables) {
    const file = new ZipDeflate(`${table.name}.csv`, { level: 1 })
    zip.add(file)
    file.push(Buffer.from(csvLine(table.columns.map(({ name }) => name))))
    for await (const page of ahead(pagesOf(app, table))) {
      file.push(Buffer.from(page.map((cells) => csvLine(cells.map(cellOf))).join('')))
      rows += page.length
      yield { bytes: drain(), rows }
    }
    file.push(new Uint8Array(0), true)
  }
  zip.end()
  yield { bytes: drain(), rows }
}

/** An empty cell is null; an empty text is written as two quotes' worth: a backslash, as PostgreSQL's own COPY keeps them apart. */
export const EMPTY = '\\e'

function cellOf(cell: string | null): string {
  if (cell === null) return ''
  return cell === '' || cell.startsWith('\\') ? `${EMPTY}${cell}` : cell
}

function addText(zip: Zip, name: string, text: string): void {
  const file = new ZipDeflate(name, { level: 6 })
  zip.add(file)
  file.push(Buffer.from(text), true)
}

/** What an archive holds: every table of ours that is not left out for a reason, those that others point at first. */
export async function archivedTables(handle: Handle, secrets: boolean): Promise<ArchivedTable[]> {
  const { rows } = await sql<{
    name: string
    columns: { name: string; type: string }[]
    key: string[]
    needs: string[]
    self: string[]
  }>`
    select c.relname as name,
      (select jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      (select array_agg(attname::text order by array_position(i.indkey::int2[], attnum)) from pg_index i join pg_attribute on attrelid = c.oid and attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
      array(select attname::text from pg_constraint join pg_attribute on attrelid = c.oid and attnum = conkey[1] where conrelid = c.oid and confrelid = c.oid and contype = 'f') as self,
      array(select distinct confrelid::regclass::text from pg_constraint where conrelid = c.oid and contype = 'f' and confrelid <> c.oid) as needs
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(db(handle))
  const held = rows.filter(({ name }) => !(name in LEFT_OUT) || (secrets && SECRETS.includes(name)))
  const ordered = inOrder(held)
  const counted: ArchivedTable[] = []
  for (const { name, columns, key, self } of ordered) {
    const counts = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(db(handle))
    counted.push({ name, columns, key, self, rows: counts.rows[0]!.n })
  }
  return counted
}

function inOrder<T extends { name: string; needs: string[] }>(tables: T[]): T[] {
  const left = new Map(tables.map((table) => [table.name, table]))
  const ordered: T[] = []
  while (left.size > 0) {
    const next = [...left.values()].filter(({ needs }) => !needs.some((need) => left.has(need)))
    if (next.length === 0) throw new Error(`Tables point at each other in a circle: ${[...left.keys()].join(', ')}`)
    for (const table of next) {
      ordered.push(table)
      left.delete(table.name)
    }
  }
  return ordered
}

/** Rows of a table as texts, by its key, page by page. */
async function* pagesOf(app: App, { name, columns, key }: ArchivedTable): AsyncGenerator<(string | null)[][]> {
  const limit = PAGE[app.config.databaseUrl ? 'server' : 'embedded']
  const list = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))
  const order = sql.join(key.map((column) => sql.ref(column)))
  const types = key.map((column) => columns.find((one) => one.name === column)!.type)
  const at = key.map((column) => columns.findIndex((one) => one.name === column))
  let after: (string | null)[] | undefined
  for (;;) {
    const mark = after
    const where = mark
      ? sql`where (${order}) > (${sql.join(mark.map((value, i) => sql`${value}::${sql.raw(types[i]!)}`))})`
      : sql``
    const { rows } = await sql<{
      cells: (string | null)[]
    }>`select array[${list}] as cells from ${sql.table(name)} ${where} order by ${order} limit ${limit}`.execute(
      db(app.database.read),
    )
    if (rows.length > 0) yield rows.map(({ cells }) => cells)
    if (rows.length < limit) return
    after = at.map((i) => rows.at(-1)!.cells[i]!)
  }
}

const EXPLANATION = `An archive of a movement, made by Appui.

manifest.json   names the tables, their columns with their types, and how many rows each has
TABLE.csv       one file for each table: UTF-8, commas, RFC 4180, the first line names the columns

An empty cell is "nothing"; \\e at the beginning of a cell stands for an empty text, or keeps a backslash apart.
A cell that a spreadsheet would run as a formula has an apostrophe before it, which is no part of it.
Dates are ISO 8601, lists are written {so,on}, objects are JSON.

person          a person; contact_point her addresses and numbers; consent the ledger of what she agreed to, with proof
suppression     fingerprints of addresses that must be left alone; they mean something only together with the secret
person_tag, tag, custom_field, note, foreign_id   what was added to people
journal         who saw and did what

Read it into an empty movement with: npm run restore -- ARCHIVE.zip
`
