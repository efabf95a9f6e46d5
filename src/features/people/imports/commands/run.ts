import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { ahead, atOnce } from '#platform/jobs/ahead'
import { findImport, type ImportRecord } from '../queries.ts'
import { FLIGHT } from '../rules.ts'
import { db, type ImportId } from '../tables.ts'
import { batchesOf, type Read } from './batches.ts'
import { landed, Overtaken, takeOff } from './flight.ts'
import { failing } from './note.ts'

/** How often a batch is tried anew that others overtake, before the job fails and is tried later. */
const TRIES = 5

/**
 * Brings the file in, batch by batch: the rows of a batch, what became of them and the mark behind them commit together. After
 * a death in the middle it goes on behind the mark.
 */
export async function run(app: App, id: ImportId): Promise<void> {
  let [mark, tries] = [0, 0]
  for (;;) {
    const found = await findImport(app.database.read, id)
    if (found?.state !== 'running') return
    tries = found.rows_done > mark ? 1 : tries + 1
    mark = found.rows_done
    try {
      return await failing(app, id, () => bringAll(app, found))
    } catch (error) {
      if (!(error instanceof Overtaken) || tries >= TRIES) throw error
    }
  }
}

async function bringAll(app: App, found: ImportRecord): Promise<void> {
  let last = landed({ mark: found.rows_done, counts: found.counts })
  const bring = (batch: Read[]) => (last = takeOff({ app, found, before: last }, batch)).done
  const most = FLIGHT[app.config.databaseUrl ? 'server' : 'embedded']
  for await (const { mark } of atOnce(most, ahead(batchesOf(app, found, { done: found.rows_done })), bring))
    app.log.debug({ import: found.id, mark }, 'brought')
  await app.database.transact((tx) => finish(tx, found.id, app.now()))
}

/** The bytes have done their work: what they held is in the file now, or among the refused rows. */
async function finish(tx: Tx, id: ImportId, now: Date): Promise<void> {
  await db(tx).deleteFrom('import_piece').where('import_id', '=', id).execute()
  await db(tx)
    .updateTable('import')
    .set({ state: 'done', finished_at: now, samples: sql`'[]'`, answers: sql`'[]'` })
    .where('id', '=', id)
    .execute()
}
