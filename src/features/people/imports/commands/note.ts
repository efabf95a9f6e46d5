import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Invalid } from '#platform/errors'
import type { AnswerCount } from '../../reading/index.ts'
import { type Counts, db, type ImportId, type RefusalCount, type Sample } from '../tables.ts'

type Noted = {
  state?: 'tried' | 'done' | 'undone' | 'failed'
  rows_done?: number
  counts?: Counts
  samples?: Sample[]
  answers?: AnswerCount[]
  refusals?: RefusalCount[]
  failure?: string
}

/** Writes how far an import is. */
export function note(tx: Tx, id: ImportId, { counts, samples, answers, refusals, ...rest }: Noted) {
  return db(tx)
    .updateTable('import')
    .set({
      ...rest,
      ...(counts ? { counts: jsonb(counts) } : {}),
      ...(samples ? { samples: jsonb(samples) } : {}),
      ...(answers ? { answers: jsonb(answers) } : {}),
      ...(refusals ? { refusals: jsonb(refusals) } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** A file that is broken in the middle fails for good, and says why; anything else is tried again. */
export async function failing(app: App, id: ImportId, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await app.database.transact((tx) => note(tx, id, { state: 'failed', failure: Object.values(error.fields)[0] ?? error.key }))
  }
}
