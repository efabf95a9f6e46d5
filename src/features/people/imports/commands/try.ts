import type { App } from '#platform/app'
import { ahead } from '#platform/jobs/ahead'
import { type Gazetteer, gazetteerOf } from '#territories'
import { hashOf } from '../../addresses/index.ts'
import { type Fate, foresee, type Incoming } from '../../bringing/index.ts'
import { findImport } from '../queries.ts'
import { AnswerCounts } from '../../reading/index.ts'
import { createSeen } from '../seen.ts'
import type { Counts, ImportId, Sample } from '../tables.ts'
import { add, batchesOf, type Read, readable, refusedIn } from './batches.ts'
import { failing, note } from './note.ts'
import { RefusalCounts } from './refusals.ts'

const SAMPLES = 12

/** Reads and matches the whole file, and writes nothing but what would become of it. */
export async function tryOut(app: App, id: ImportId): Promise<void> {
  const found = await findImport(app.database.read, id)
  if (found?.state !== 'trying') return
  const counts: Counts = {}
  const samples: Sample[] = []
  const seen = createSeen()
  const answers = new AnswerCounts()
  const refusals = new RefusalCounts()
  const towns = gazetteerOf(app)
  await failing(app, id, async () => {
    for await (const batch of ahead(batchesOf(app, found, { done: 0, answers }))) {
      const rows = readable(batch)
      const foreseen = await foresee(app.database.read, rows, { hashOf: hashOf(app), method: 'import' })
      const fates = [...refusedIn(batch), ...afterEachOther(foreseen, rows, seen)]
      add(counts, batch, fates)
      refusals.see(batch, fates)
      for (const fate of fates.toSorted((a, b) => a.line - b.line))
        if (wanted(samples, fate)) samples.push(sampleOf(batch, fate, towns))
      const rows_done = batch.at(-1)!.line
      await app.database.transact((tx) => note(tx, id, { rows_done, counts }))
    }
    const shown = { samples: samples.toSorted((a, b) => a.line - b.line), answers: answers.all(), refusals: refusals.all() }
    await app.database.transact((tx) => note(tx, id, { state: 'tried', ...shown }))
  })
}

/** Whoever would be new, if an earlier row had not brought her. */
function afterEachOther(fates: Fate[], rows: Incoming[], seen: (row: Incoming) => boolean): Fate[] {
  const again = new Set(rows.filter((row) => seen(row)).map(({ line }) => line))
  return fates.map((fate) => (fate.fate === 'created' && again.has(fate.line) ? { ...fate, fate: 'updated' } : fate))
}

/** A few of each kind are shown. */
function wanted(samples: Sample[], { fate }: Fate): boolean {
  return samples.filter((sample) => sample.fate === fate).length < SAMPLES / 3
}

/** A row as it was understood: a town that is sure by its own name, whatever was typed of it. */
function sampleOf(batch: Read[], { line, fate, reason }: Fate, towns: Gazetteer): Sample {
  const read = batch.find((one) => one.line === line)!
  if ('refused' in read) return { line, fate, reason, name: read.cells.slice(0, 3).join(' '), points: '', town: '' }
  const { row, unread = null } = read
  const points = [...row.emails, ...row.phones].map(({ value }) => value).join(' · ')
  return {
    line,
    fate,
    reason: reason ?? unread,
    name: [row.given_name, row.family_name].filter(Boolean).join(' '),
    points,
    town: [row.postal_code, row.town ?? (row.place_id && towns.identified(row.place_id)?.name)].filter(Boolean).join(' '),
  }
}
