import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { type Columns, columnsOf, recordset } from '#platform/db/recordset'
import { Invalid } from '#platform/errors'
import { ahead } from '#platform/jobs/ahead'
import { hashOf, unbringCreated } from '../../core/index.ts'
import { type Bringing, bringPeople, type Fate, foresee, type Incoming, putBack } from '../../bringing/index.ts'
import { gazetteerOf } from '#territories'
import { type Reader, readerFor, type Reading } from '../columns.ts'
import { rowsOf } from '../parsing.ts'
import { doneRows, findImport, type ImportRecord, partsOf } from '../queries.ts'
import { BATCH } from '../rules.ts'
import { createSeen } from '../seen.ts'
import { type Counts, db, type ImportId, type ImportRow, type Said, type Sample } from '../tables.ts'

/** A row of the file with what it was read to be. */
type Read = { line: number; cells: string[] } & Reading

const SAMPLES = 12

/** Rows that are read without a pause. */
const BREATH = 250

/** Reads and matches the whole file, and writes nothing but what would become of it. */
export async function tryOut(app: App, id: ImportId): Promise<void> {
  const found = await findImport(app.database.read, id)
  if (found?.state !== 'trying') return
  const counts: Counts = {}
  const samples: Sample[] = []
  const seen = createSeen()
  await failing(app, id, async () => {
    for await (const batch of ahead(batchesOf(app, found, 0))) {
      const rows = readable(batch)
      const foreseen = await foresee(app.database.read, rows, { hashOf: hashOf(app), method: 'import' })
      const fates = [...refusedIn(batch), ...afterEachOther(foreseen, rows, seen)]
      add(counts, batch, fates)
      for (const fate of fates.toSorted((a, b) => a.line - b.line)) if (wanted(samples, fate)) samples.push(sampleOf(batch, fate))
      const rows_done = batch.at(-1)!.line
      await app.database.transact((tx) => note(tx, id, { rows_done, counts }))
    }
    await app.database.transact((tx) => note(tx, id, { state: 'tried', samples: samples.toSorted((a, b) => a.line - b.line) }))
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
  await app.database.transact((tx) => note(tx, id, { state: 'undone' }))
}

/** Rows in batches, with numbers that count through all parts; those up to `done` are passed over. */
async function* batchesOf(app: App, found: ImportRecord, done: number): AsyncGenerator<Read[]> {
  const size = batchSize(app)
  let batch: Read[] = []
  let line = 0
  for (const part of await partsOf(app.database.read, found.id)) {
    const read: Reader = readerFor(
      { header: part.header, name: part.name, mapping: found.mapping, said: found.said as Said },
      gazetteerOf(app),
    )
    let header = true
    for await (const cells of rowsOf(app.database.read, part)) {
      if (header) {
        header = false
        continue
      }
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

const batchSize = ({ config }: App) => (config.databaseUrl ? BATCH.server : BATCH.embedded)

const readable = (batch: Read[]) => batch.flatMap((one) => ('refused' in one ? [] : [one.row]))

function refusedIn(batch: Read[]): Fate[] {
  return batch.flatMap((one) =>
    'refused' in one ? [{ line: one.line, fate: 'refused' as const, person: null, reason: one.refused, before: null }] : [],
  )
}

function add(counts: Counts, batch: Read[], fates: Fate[]): void {
  for (const { fate } of fates) counts[fate] = (counts[fate] ?? 0) + 1
  const unread = new Set(batch.flatMap((one) => ('unread' in one && one.unread ? [one.line] : [])))
  const partial = fates.filter(({ fate, line }) => (fate === 'created' || fate === 'updated') && unread.has(line)).length
  if (partial > 0) counts.partial = (counts.partial ?? 0) + partial
}

function sampleOf(batch: Read[], { line, fate, reason }: Fate): Sample {
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
    town: [row.postal_code, row.town].filter(Boolean).join(' '),
  }
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

type Kept = Omit<ImportRow, 'import_id'>

const FATES: Columns<Kept> = {
  line: 'integer',
  fate: 'text',
  person_id: 'uuid',
  reason: 'text',
  cells: 'jsonb',
  before: 'jsonb',
}

/** Keeps what became of rows that did something; of those that were refused or read in part their cells, to be given back. */
async function keepFates(tx: Tx, id: ImportId, batch: Read[], fates: Fate[]): Promise<void> {
  const reads = new Map(batch.map((read) => [read.line, read]))
  const unreadOf = (read: Read) => ('unread' in read ? (read.unread ?? null) : null)
  const rows = fates.flatMap(({ line, fate, person, reason, before }): Kept[] => {
    if (fate === 'unchanged') return []
    const read = reads.get(line)!
    const unread = unreadOf(read)
    const cells = fate === 'refused' || unread ? read.cells : null
    return [{ line, fate, person_id: person, reason: reason ?? unread, before, cells }]
  })
  await sql`insert into import_row (import_id, ${columnsOf(FATES)}) select ${id}, ${columnsOf(FATES)}
    from ${recordset('r', rows, FATES)}`.execute(db(tx))
}

type Noted = {
  state?: 'tried' | 'done' | 'undone' | 'failed'
  rows_done?: number
  counts?: Counts
  samples?: Sample[]
  failure?: string
}

function note(tx: Tx, id: ImportId, { counts, samples, ...rest }: Noted) {
  return db(tx)
    .updateTable('import')
    .set({
      ...rest,
      ...(counts ? { counts: JSON.stringify(counts) as unknown as Counts } : {}),
      ...(samples ? { samples: JSON.stringify(samples) as unknown as Sample[] } : {}),
    })
    .where('id', '=', id)
    .execute()
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

/** A file that is broken in the middle fails for good, and says why; anything else is tried again. */
async function failing(app: App, id: ImportId, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await app.database.transact((tx) => note(tx, id, { state: 'failed', failure: Object.values(error.fields)[0] ?? error.key }))
  }
}
