import { sql } from 'kysely'
import type { App } from '#platform/app'
import { readCell } from '#platform/csv'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { forgetHashes, hashPoints, respellContactPoints } from '../addresses/index.ts'
import { rewriteKeys } from '../core/index.ts'
import { replayErasures } from './erased.ts'
import { EMPTY, type ArchivedTable, archivedTables, type Manifest } from './archive.ts'
import { db } from './tables.ts'

const CHUNK = 1_000

/** An archive, opened: its manifest, and the rows of each table. */
export type Opened = { manifest: Manifest; rowsOf(table: string): AsyncIterable<string[]> }

/**
 * Reads an archive into an empty movement. Chunks commit as they come; tables come in the order in which they point at each other.
 * Throws Conflict when somebody is in the file already.
 */
export async function restore(app: App, { manifest, rowsOf }: Opened): Promise<void> {
  const { read, transact } = app.database
  const here = new Map((await archivedTables(read, true)).map((table) => [table.name, table]))
  if ((here.get('person')?.rows ?? 0) > 0) throw new Conflict('exports.restore.not-empty')
  for (const table of manifest.tables) {
    const known = here.get(table.name)
    if (!known) throw new Conflict('exports.restore.unknown-table', { table: table.name })
    const types = new Map(known.columns.map(({ name, type }) => [name, type]))
    if (table.columns.some(({ name, type }) => types.get(name) !== type))
      throw new Conflict('exports.restore.unknown-table', { table: table.name })
    await transact((tx) => clear(tx, known.name))
    const plain = { ...table, columns: table.columns.map((column) => ({ ...column, later: table.self.includes(column.name) })) }
    for await (const chunk of chunksOf(rowsOf(table.name))) await transact((tx) => insert(tx, plain, chunk))
    // Who recruited whom: only now is everybody there.
    if (table.self.length > 0)
      for await (const chunk of chunksOf(rowsOf(table.name))) await transact((tx) => pointAtSelf(tx, table, chunk))
  }
  await transact((tx) => respellContactPoints(tx))
  await transact(gather)
  await transact(forgetHashes)
  await hashPoints(app)
  await rewriteKeys(app)
  await replayErasures(app)
}

/** Takes in what an archive of before brought in tables and columns of before: the functions that migrations made for it, by their names. */
async function gather(tx: Tx): Promise<void> {
  const { rows } = await sql<{ name: string }>`select proname as name from pg_proc
    where pronamespace = 'public'::regnamespace and proname like 'gather\\_%' order by 1`.execute(db(tx))
  for (const { name } of rows) await sql`select ${sql.ref(name)}()`.execute(db(tx))
}

/** What a new installation puts there by itself, such as roles, gives way. The journal grows only: there it must be empty. */
async function clear(tx: Tx, table: string): Promise<void> {
  if (table === 'journal') return
  await sql`delete from ${sql.table(table)}`.execute(db(tx))
}

async function* chunksOf(rows: AsyncIterable<string[]>): AsyncGenerator<string[][]> {
  let chunk: string[][] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

async function pointAtSelf(tx: Tx, { name, columns, self }: ArchivedTable, rows: string[][]): Promise<void> {
  for (const column of self) {
    const at = columns.findIndex((one) => one.name === column)
    const pairs = rows.map((row) => [row[0]!, valueOf(row[at] ?? '')] as const).filter(([, value]) => value !== null)
    if (pairs.length === 0) continue
    await sql`update ${sql.table(name)} as t set ${sql.ref(column)} = pair.value from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, value]) => value)}::uuid[]) as pair (id, value)
      where t.id = pair.id`.execute(db(tx))
  }
}

type Inserted = Pick<ArchivedTable, 'name'> & { columns: { name: string; type: string; later: boolean }[] }

async function insert(tx: Tx, { name, columns }: Inserted, rows: string[][]): Promise<void> {
  // Triggers that keep figures leave them alone: the rows come with theirs.
  await sql`select set_config('appui.restoring', 'on', true)`.execute(db(tx))
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  const cells = columns.map((column, at) => ({
    name: `c${at}`,
    type: column.type,
    values: rows.map((row) => (column.later ? null : valueOf(row[at] ?? ''))),
  }))
  const casts = sql.join(cells.map((cell) => sql`${sql.ref(cell.name)}::${sql.raw(cell.type)}`))
  const arrays = sql.join(cells.map((cell) => sql`${cell.values}::text[]`))
  const aliases = sql.join(cells.map((cell) => sql.ref(cell.name)))
  await sql`insert into ${sql.table(name)} (${names}) select ${casts} from unnest(${arrays}) as r (${aliases})`.execute(db(tx))
}

function valueOf(cell: string): string | null {
  if (cell === '') return null
  const text = readCell(cell)
  return text.startsWith(EMPTY) ? text.slice(EMPTY.length) : text
}
