import { setImmediate } from 'node:timers/promises'
import type { App } from '#platform/app'
import { todayOf } from '#platform/i18n/moments'
import { gazetteerOf } from '#territories'
import type { Fate, Incoming } from '../../bringing/index.ts'
import { askedIn } from '../../ledger/index.ts'
import { type AnswerCounts, type Reader, readerFor, type Reading, type Said } from '../../reading/index.ts'
import { rowsOf } from '../parsing.ts'
import { type ImportRecord, partsOf } from '../queries.ts'
import { BATCH } from '../rules.ts'
import type { Counts } from '../tables.ts'

/** A row of the file with what it was read to be. */
export type Read = { line: number; cells: string[] } & Reading

/** Rows that are read without a pause. */
const BREATH = 250

/** `done`: rows up to which all is passed over. `answers`: counts what cells say. */
type From = { done: number; answers?: AnswerCounts }

/** Rows in batches, with numbers that count through all parts. */
export async function* batchesOf(app: App, found: ImportRecord, { done, answers }: From): AsyncGenerator<Read[]> {
  const size = batchSize(app)
  // Nothing of a file is used before all of it is said (`tryImport`).
  const said = found.said as Said
  const purposes = askedIn(app, 'import')
  const today = todayOf(app)
  let batch: Read[] = []
  let line = 0
  for (const part of await partsOf(app.database.read, found.id)) {
    const read: Reader = readerFor(
      { header: part.header, name: part.name, mapping: found.mapping, said, purposes, today, answers },
      gazetteerOf(app),
    )
    for await (const cells of rowsOf(app.database.read, part)) {
      line += 1
      if (line <= done) continue
      batch.push({ line, cells, ...read(cells, line) })
      // What waits for the outside gets its turn: a connection that opens, a request.
      if (batch.length % BREATH === 0) await setImmediate()
      if (batch.length < size) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

export const batchSize = ({ config }: App) => (config.databaseUrl ? BATCH.server : BATCH.embedded)

export const readable = (batch: Read[]) => batch.flatMap((one) => ('refused' in one ? [] : [one.row]))

export function refusedIn(batch: Read[]): Fate[] {
  return batch.flatMap((one) =>
    'refused' in one ? [{ line: one.line, fate: 'refused' as const, person: null, reason: one.refused, before: null }] : [],
  )
}

export function add(counts: Counts, batch: Read[], fates: Fate[]): void {
  for (const { fate } of fates) counts[fate] = (counts[fate] ?? 0) + 1
  const unread = new Set(batch.flatMap((one) => ('unread' in one && one.unread ? [one.line] : [])))
  const came = fates.filter(({ fate }) => fate === 'created' || fate === 'updated').map(({ line }) => line)
  const partial = came.filter((line) => unread.has(line)).length
  if (partial > 0) counts.partial = (counts.partial ?? 0) + partial
  const unproved = batch.filter(
    (one) => 'row' in one && !one.row.barred && Object.values(one.row.wishes).includes('unproved'),
  ).length
  if (unproved > 0) counts.unproved = (counts.unproved ?? 0) + unproved
  const nowhere = new Set(readable(batch).flatMap((row) => (isUnplaced(row) ? [row.line] : [])))
  const unplaced = came.filter((line) => nowhere.has(line)).length
  if (unplaced > 0) counts.unplaced = (counts.unplaced ?? 0) + unplaced
}

const isUnplaced = ({ place_id, postal_code, town }: Incoming) => !place_id && (postal_code !== null || town !== null)
