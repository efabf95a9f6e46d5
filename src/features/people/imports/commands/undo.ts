import { sql } from 'kysely'
import type { App } from '#platform/app'
import { putBack } from '../../bringing/index.ts'
import { unbringCreated } from '../../core/index.ts'
import { forgetUnproved } from '../../ledger/index.ts'
import { doneRows, findImport } from '../queries.ts'
import { db, type ImportId } from '../tables.ts'
import { batchSize } from './batches.ts'
import { note } from './note.ts'

/** Takes an import back: away with whom it made and nothing touched since; what it changed in others is put back. */
export async function undo(app: App, id: ImportId): Promise<void> {
  const found = await findImport(app.database.read, id)
  if (found?.state !== 'undoing') return
  const size = batchSize(app)
  for (;;) {
    const over = await app.database.transact(async (tx) => {
      const current = (await findImport(tx, id))!
      const rows = await doneRows(tx, id, size)
      if (rows.length === 0) return true
      const at = current.started_at!
      const created = rows.filter(({ fate }) => fate === 'created').map(({ person_id }) => person_id!)
      const gone = await unbringCreated(tx, created, at)
      const back = await putBack(
        tx,
        rows.flatMap(({ fate, person_id, before }) =>
          fate === 'updated' && person_id && before ? [{ id: person_id, before }] : [],
        ),
        at,
      )
      await db(tx)
        .deleteFrom('import_row')
        .where('import_id', '=', id)
        .where('line', '=', sql<number>`any(${rows.map(({ line }) => line)}::integer[])`)
        .execute()
      const taken = (current.counts.taken ?? 0) + gone.length + back
      const left = (current.counts.left ?? 0) + rows.length - gone.length - back
      await note(tx, id, { counts: { ...current.counts, taken, left } })
      return false
    })
    if (over) break
  }
  await app.database.transact(async (tx) => {
    await forgetUnproved(tx, id)
    await note(tx, id, { state: 'undone' })
  })
}
