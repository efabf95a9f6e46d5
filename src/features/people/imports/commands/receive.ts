import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { importTrial, importRun, importUndoing } from '../queues.ts'
import type { Mapping, Said } from '../../reading/index.ts'
import { db, type ImportId, type Part } from '../tables.ts'

/** A place for an upload to go to. */
export async function openImport(tx: Tx, { actor, now }: Hand, file_name: string): Promise<ImportId> {
  const id = newId()
  await db(tx)
    .insertInto('import')
    .values({
      id,
      file_name,
      state: 'receiving',
      preset: null,
      failure: null,
      created_by: actor.account,
      created_at: now,
      started_at: null,
      finished_at: null,
    })
    .execute()
  await record(tx, { actor, now }, { action: 'upload', object: 'import', id, count: 0 })
  return id
}

export async function addPiece(tx: Tx, piece: { import_id: ImportId; part: number; n: number; bytes: Buffer }): Promise<void> {
  await db(tx).insertInto('import_piece').values(piece).execute()
}

export async function addPart(tx: Tx, part: Part): Promise<void> {
  await db(tx)
    .insertInto('import_part')
    .values({ ...part, header: jsonb(part.header) })
    .execute()
}

/** Puts parts down anew, as their letters are read now. */
export async function replaceParts(tx: Tx, parts: Part[]): Promise<void> {
  for (const { import_id, n, encoding, sure, header, skipped, rows } of parts)
    await db(tx)
      .updateTable('import_part')
      .set({ encoding, sure, header: jsonb(header), skipped, rows })
      .where((q) => q.and({ import_id, n }))
      .execute()
}

/** The upload is whole and understood: somebody says next where it comes from. */
export async function closeReceiving(
  tx: Tx,
  id: ImportId,
  { preset, mapping, rows }: { preset: string; mapping: Mapping; rows: number },
): Promise<void> {
  await db(tx)
    .updateTable('import')
    .set({ state: 'received', preset, mapping: jsonb(mapping), rows_all: rows })
    .where('id', '=', id)
    .where('state', 'in', ['receiving', 'received', 'tried'])
    .execute()
}

/** An upload that could not be read leaves nothing. */
export async function dropImport(tx: Tx, id: ImportId): Promise<void> {
  await db(tx).deleteFrom('import').where('id', '=', id).execute()
}

/** Keeps what is said of the file, and has it tried. */
export async function tryImport(
  tx: Tx,
  hand: Hand,
  { id, mapping, said }: { id: ImportId; mapping: Mapping; said: Said },
): Promise<void> {
  const changed = await db(tx)
    .updateTable('import')
    .set({
      state: 'trying',
      mapping: jsonb(mapping),
      said: jsonb(said),
      rows_done: 0,
      counts: sql`'{}'`,
      samples: sql`'[]'`,
      answers: sql`'[]'`,
      refusals: sql`'[]'`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['received', 'tried'])
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('imports.state.wrong')
  enqueue(tx, importTrial, { import: id })
  await record(tx, hand, { action: 'try', object: 'import', id, reason: `${said.origin}: ${said.proof}`, count: 0 })
}

/** Brings the file in, for good or until it is undone. */
export async function startImport(tx: Tx, { actor, now }: Hand, id: ImportId): Promise<void> {
  const changed = await db(tx)
    .updateTable('import')
    .set({ state: 'running', rows_done: 0, counts: sql`'{}'`, started_at: now })
    .where('id', '=', id)
    .where('state', '=', 'tried')
    .returning('rows_all')
    .executeTakeFirst()
  if (!changed) throw new Conflict('imports.state.wrong')
  enqueue(tx, importRun, { import: id })
  await record(tx, { actor, now }, { action: 'import', object: 'import', id, count: changed.rows_all })
}

/** Has an import taken back. */
export async function undoImport(tx: Tx, hand: Hand, id: ImportId): Promise<void> {
  const changed = await db(tx)
    .updateTable('import')
    .set({ state: 'undoing', rows_done: 0 })
    .where('id', '=', id)
    .where('state', '=', 'done')
    .returning('rows_all')
    .executeTakeFirst()
  if (!changed) throw new Conflict('imports.state.wrong')
  enqueue(tx, importUndoing, { import: id })
  await record(tx, hand, { action: 'undo', object: 'import', id, count: changed.rows_all })
}
