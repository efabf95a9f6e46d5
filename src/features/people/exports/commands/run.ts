import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { record } from '#staff'
import { countAudience } from '../../audiences/index.ts'
import { archivePieces, type Piece } from '../archive.ts'
import { writeAudience } from '../audience.ts'
import { type ExportRecord, findExport } from '../queries.ts'
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
  let rows = 0
  for await (const done of writing(app, found)) {
    rows = done
    if (found.most !== null && rows > found.most) return transact((tx) => giveUp(tx, id))
    await transact((tx) => note(tx, id, { rows_done: rows }))
  }
  const actor = { account: found.asked_by, roles: [] }
  await transact(async (tx) => {
    await note(tx, id, { state: 'done', rows_done: rows, finished_at: app.now() })
    await record(tx, { actor, now: app.now() }, { action: 'export', object: found.kind, id, count: rows })
  })
}

/** More people are in it by now than were allowed. */
async function giveUp(tx: Tx, id: ExportId): Promise<void> {
  await db(tx).deleteFrom('export_piece').where('export_id', '=', id).execute()
  await note(tx, id, { state: 'failed' })
}

/** Writes the pieces of a file, and gives how many rows are in it so far. */
async function* writing(app: App, found: ExportRecord): AsyncGenerator<number> {
  const { read, transact } = app.database
  const told = (rows_all: number) => transact((tx) => note(tx, found.id, { rows_all }))
  if (found.kind === 'movement') return yield* keeping(app, found.id, archivePieces(app, { secrets: false, told }))
  const { rule } = found
  if (!rule) return
  await told(await countAudience(read, app, { rule, scope: found.scope }))
  yield* writeAudience(app, rule, found)
}

async function* keeping({ database }: App, export_id: ExportId, pieces: AsyncGenerator<Piece>): AsyncGenerator<number> {
  let n = 0
  for await (const { bytes, rows } of pieces) {
    await database.transact((tx) => db(tx).insertInto('export_piece').values({ export_id, n, bytes }).execute())
    n += 1
    yield rows
  }
}

type Noted = { state?: 'running' | 'done' | 'failed'; rows_done?: number; rows_all?: number; finished_at?: Date }

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
