import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { ahead } from '#platform/jobs/ahead'
import { hashOf } from '../../core/index.ts'
import { type Bringing, bringPeople } from '../../bringing/index.ts'
import { findImport, type ImportRecord } from '../queries.ts'
import { type Counts, db, type ImportId, type Said } from '../tables.ts'
import { add, batchesOf, readable, refusedIn } from './batches.ts'
import { keepFates } from './fates.ts'
import { failing, note } from './note.ts'

/**
 * Brings the file in, batch by batch: the rows of a batch, what became of them and the mark behind them commit together. After
 * a death in the middle it goes on behind the mark.
 */
export async function run(app: App, id: ImportId): Promise<void> {
  const found = await findImport(app.database.read, id)
  if (found?.state !== 'running') return
  let counts: Counts = found.counts
  await failing(app, id, async () => {
    for await (const batch of ahead(batchesOf(app, found, found.rows_done))) {
      // Counted anew each time the transaction runs: it may run twice.
      counts = await app.database.transact(async (tx) => {
        const next = { ...counts }
        const mark = await lockMark(tx, id)
        const rows = batch.filter(({ line }) => line > mark)
        const fates = [...refusedIn(rows), ...(await bringPeople(tx, readable(rows), bringingOf(app, found)))]
        await keepFates(tx, id, rows, fates)
        add(next, rows, fates)
        await note(tx, id, { rows_done: batch.at(-1)!.line, counts: next })
        return next
      })
    }
    await app.database.transact((tx) => finish(tx, id, app.now()))
  })
}

function bringingOf(app: App, { id, file_name, said, started_at }: ImportRecord): Bringing {
  const { origin, basis, proof } = said as Said
  // One moment for all its rows: what is newer was touched by somebody else.
  return {
    origin: 'import',
    origin_label: `${file_name} (${origin})`,
    proof: `${basis}: ${proof}`,
    evidence: id,
    method: 'import',
    now: started_at!,
    hashOf: hashOf(app),
  }
}

async function lockMark(tx: Tx, id: ImportId): Promise<number> {
  const { rows_done } = await db(tx)
    .selectFrom('import')
    .select('rows_done')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return rows_done
}

/** The bytes have done their work: what they held is in the file now, or among the refused rows. */
async function finish(tx: Tx, id: ImportId, now: Date): Promise<void> {
  await db(tx).deleteFrom('import_piece').where('import_id', '=', id).execute()
  await db(tx)
    .updateTable('import')
    .set({ state: 'done', finished_at: now, samples: sql`'[]'` })
    .where('id', '=', id)
    .execute()
}
