import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { codeOf } from '#platform/errors'
import { hashOf } from '../../addresses/index.ts'
import { type Bringing, bringPeople, tracesOf } from '../../bringing/index.ts'
import { askedIn } from '../../ledger/index.ts'
import type { ImportRecord } from '../queries.ts'
import type { Said } from '../../reading/index.ts'
import { type Counts, db, type ImportId } from '../tables.ts'
import { add, type Read, readable, refusedIn } from './batches.ts'
import { keepFates } from './fates.ts'

/** All rows up to the mark are committed, and counted. */
type Progress = { mark: number; counts: Counts }

/** A batch under way. `traces`: by what rows of the next could find whom it makes; `over`: it is committed. */
export type Flight = { traces: Set<string>; over: boolean; done: Promise<Progress> }

type Course = { app: App; found: ImportRecord; before: Flight }

/** Somebody else has written what a batch was about to write: another worker with the same file, or whoever signed meanwhile. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** A batch that cannot have its turn although the one before it stands still: each waits for the other, and the database sees half of it. */
const STUCK = '20s'

/** The first batch has nobody before it. */
export function landed(progress: Progress): Flight {
  return { traces: new Set(), over: true, done: Promise.resolve(progress) }
}

/**
 * Brings a batch in while the one before it is still under way. They commit in their order, so that the mark stays true; and one that
 * might find whom the other makes begins after it.
 */
export function takeOff(course: Course, batch: Read[]): Flight {
  const { before } = course
  const traces = new Set(readable(batch).flatMap(tracesOf))
  const done = traces.isDisjointFrom(before.traces) ? bring(course, batch) : before.done.then(() => bring(course, batch))
  const flight: Flight = { traces, over: false, done }
  void done.then(
    () => (flight.over = true),
    () => {},
  )
  return flight
}

async function bring({ app, found, before }: Course, batch: Read[]): Promise<Progress> {
  const turn = async () => {
    const early = !before.over
    await before.done
    return early
  }
  const bringing: Bringing = { ...bringingOf(app, found), anew: true, turn }
  const write = async (tx: Tx) => {
    await sql`set local lock_timeout = ${sql.lit(STUCK)}`.execute(db(tx))
    const fates = [...refusedIn(batch), ...(await bringPeople(tx, readable(batch), bringing))]
    await keepFates(tx, found.id, { batch, fates })
    const { mark, counts } = await before.done
    // Counted anew each time the transaction runs: it may run twice.
    const next = { mark: batch.at(-1)!.line, counts: { ...counts } }
    add(next.counts, batch, fates)
    await moveMark(tx, found.id, { from: mark, to: next })
    return next
  }
  try {
    return await app.database.transact(write)
  } catch (error) {
    throw isTaken(error) ? new Overtaken('A row of the batch is in already', { cause: error }) : error
  }
}

/** SQLSTATE 23505 (unique violation). */
const isTaken = (error: unknown) => codeOf(error) === '23505'

function bringingOf(app: App, { id, file_name, said, started_at }: ImportRecord): Bringing {
  // Nothing of a file is used before all of it is said (`tryImport`).
  const { origin, basis, proof } = said as Said
  // One moment for all its rows: what is newer was touched by somebody else.
  return {
    origin: 'import',
    origin_label: `${file_name} (${origin})`,
    proof: `${basis}: ${proof}`,
    evidence: id,
    method: 'import',
    now: started_at!,
    at: app.now(),
    hashOf: hashOf(app),
    purposes: askedIn(app, 'import'),
  }
}

/** Only one of two workers moves it: with the other's mark go the rows that it wrote. */
async function moveMark(tx: Tx, id: ImportId, { from, to }: { from: number; to: Progress }): Promise<void> {
  const moved = await db(tx)
    .updateTable('import')
    .set({ rows_done: to.mark, counts: jsonb(to.counts) })
    .where('id', '=', id)
    .where('rows_done', '=', from)
    .returning('id')
    .executeTakeFirst()
  if (!moved) throw new Overtaken(`Rows after ${from} are in already`)
}
