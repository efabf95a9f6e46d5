import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { csvLine } from '#platform/csv'
import { countAudience, findAudience, listAudience } from '../../audiences/index.ts'
import { customFields } from '../../core/index.ts'
import { record } from '#staff'
import { archivePieces } from '../archive.ts'
import { findExport, peopleRows, type PersonRow } from '../queries.ts'
import { PAGE } from '../rules.ts'
import { db, type ExportId } from '../tables.ts'

/**
 * Makes the file of an export. A worker that dies leaves it running; the next begins it again from nothing: pieces are written
 * anew, and nobody can fetch it before it is done.
 */
export async function runExport(app: App, id: ExportId): Promise<void> {
  const { read, transact } = app.database
  const found = await findExport(read, id)
  if (!found || found.state === 'done' || found.state === 'failed') return
  await transact(async (tx) => {
    await db(tx).deleteFrom('export_piece').where('export_id', '=', id).execute()
    await note(tx, id, { state: 'running', rows_done: 0 })
  })
  let n = 0
  const write = (bytes: Buffer, rows_done: number) =>
    transact(async (tx) => {
      await db(tx).insertInto('export_piece').values({ export_id: id, n, bytes }).execute()
      await note(tx, id, { rows_done })
      n += 1
    })
  const pieces =
    found.kind === 'audience'
      ? audiencePieces(app, id)
      : archivePieces(app, { secrets: false, told: (rows) => transact((tx) => note(tx, id, { rows_all: rows })) })
  let rows = 0
  for await (const piece of pieces) {
    rows = piece.rows
    await write(piece.bytes, rows)
  }
  const by = { account: found.asked_by, roles: [] }
  await transact(async (tx) => {
    await note(tx, id, { state: 'done', rows_done: rows, finished_at: app.now() })
    await record(tx, by, { action: 'export', object: found.kind, id, count: rows }, app.now())
  })
}

type Piece = { bytes: Buffer; rows: number }

async function* audiencePieces(app: App, id: ExportId): AsyncGenerator<Piece> {
  const { read, transact } = app.database
  const found = (await findExport(read, id))!
  const audience = await findAudience(read, found.audience_id!)
  if (!audience) return
  const { rule } = audience
  const scope = found.scope
  const all = await countAudience(read, app, { rule, scope })
  await transact((tx) => note(tx, id, { rows_all: all }))
  const fields = await customFields(read)
  const limit = app.config.databaseUrl ? PAGE.server : PAGE.embedded
  // The mark at the beginning tells spreadsheets that this is UTF-8.
  let text = `\uFEFF${csvLine([...COLUMNS, ...fields.map(({ key }) => key)])}`
  let rows = 0
  let cursor: { key: string; id: string } | undefined
  for (;;) {
    const page = await listAudience(read, app, { rule, scope, limit, cursor })
    for (const row of await peopleRows(
      read,
      page.map((one) => one.id),
    ))
      text += lineOf(
        row,
        fields.map(({ key }) => key),
      )
    rows += page.length
    yield { bytes: Buffer.from(text), rows }
    text = ''
    if (page.length < limit) return
    cursor = page.at(-1)
  }
}

const COLUMNS = [
  'id',
  'given_name',
  'family_name',
  'emails',
  'phones',
  'street',
  'postal_code',
  'town',
  'department',
  'country',
  'locale',
  'born_on',
  'supporter_since',
  'agreed',
  'tags',
  'origin',
] as const

function lineOf(row: PersonRow, fields: string[]): string {
  return csvLine([...COLUMNS.map((column) => row[column] ?? ''), ...fields.map((key) => String(row.custom[key] ?? ''))])
}

type Noted = { state?: 'running' | 'done'; rows_done?: number; rows_all?: number; finished_at?: Date }

async function note(tx: Tx, id: ExportId, noted: Noted): Promise<void> {
  await db(tx).updateTable('export').set(noted).where('id', '=', id).execute()
}

/** Files that nobody may fetch any more. */
export async function deleteOldFiles(tx: Tx, before: Date): Promise<void> {
  await db(tx)
    .deleteFrom('export_piece')
    .where('export_id', 'in', db(tx).selectFrom('export').select('id').where('asked_at', '<', before))
    .execute()
}
