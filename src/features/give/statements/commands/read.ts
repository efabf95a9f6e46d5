import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { enqueue } from '#platform/jobs/queue'
import { recordset } from '#platform/db/recordset'
import { type BankFormat as Format, type BankLine, type BankStatement, readBankFile } from '../../banking/index.ts'
import { findRecipient } from '../../core/index.ts'
import { CHUNK } from '../limits.ts'
import type { FileRecord } from '../queries/files.ts'
import { keptBetween } from '../queries/kept.ts'
import { linesKept } from '../queues.ts'
import { chunksOf, type FileRefusal, knownSums, ownStatements, pairLines, storable } from '../../reconciling/index.ts'
import { db, type FileId } from '../tables.ts'
import { bytesOf } from './bring.ts'
import { type Fresh, insertLines, lockBooks } from './lines.ts'
import { splitBatches } from './split.ts'

/**
 * Reads a file and keeps its lines, whole days at a time: those of a day, and the mark behind them, commit together. After a death in the middle it goes on behind
 * the mark. Then its bytes go: what they said is kept.
 */
export async function readFile(app: App, file: FileRecord): Promise<void> {
  const { read, transact } = app.database
  const recipient = (await findRecipient(read, file.recipient_id))!
  const found = readBankFile(await bytesOf(read, file.id), { currency: recipient.currency, ...file.choices })
  if ('asked' in found) return transact((tx) => setState(tx, file.id, { state: 'asked', asked: JSON.stringify(found.asked) }))
  const sorted = 'refused' in found ? found : ownStatements(found.statements, recipient)
  if ('refused' in sorted) return refuse(app, file.id, sorted.refused)
  const { own } = sorted
  const lines = own.flatMap((one) => one.lines.map(storable))
  await transact((tx) => keepStatements(tx, file.id, own))
  const { format, currency } = own[0]!
  const batches = own.flatMap((one) => (one.batches ?? []).map((batch) => ({ ...batch, lines: batch.lines.map(storable) })))
  await splitBatches(app, file, { batches, currency, format })
  let done = 0
  for (const chunk of chunksOf(lines, CHUNK)) {
    done += chunk.length
    if (done <= file.lines_done) continue
    await transact((tx) => keepLines(tx, file, { chunk, format, currency, done }))
  }
  await transact((tx) => endReading(tx, file, { lines: format === 'camt-report' ? [] : lines, currency }))
}

async function refuse(app: App, id: FileId, refusal: FileRefusal): Promise<void> {
  await app.database.transact(async (tx) => {
    await db(tx).deleteFrom('bank_piece').where('file_id', '=', id).execute()
    await setState(tx, id, { state: 'refused', refusal: JSON.stringify(refusal), ended_at: app.now() })
  })
}

type State = { state: FileRecord['state']; asked?: string; refusal?: string; ended_at?: Date }

async function setState(tx: Tx, id: FileId, set: State): Promise<void> {
  await db(tx).updateTable('bank_file').set(set).where('id', '=', id).where('state', '=', 'reading').execute()
}

async function keepStatements(tx: Tx, file: FileId, own: readonly BankStatement[]): Promise<void> {
  const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0)
  const rows = own.map(({ format, number, currency, opening, closing, lines, pending }, n) => {
    const amounts = lines.map(({ amount }) => amount)
    return {
      file_id: file,
      n,
      format,
      number,
      currency,
      opening: opening?.amount ?? null,
      opened_on: opening?.day ?? null,
      closing: closing?.amount ?? null,
      closed_on: closing?.day ?? null,
      came_in: sum(amounts.filter((amount) => amount > 0)),
      went_out: sum(amounts.filter((amount) => amount < 0)),
      lines: lines.length,
      pending,
    }
  })
  await db(tx)
    .insertInto('bank_statement')
    .values(rows)
    .onConflict((on) => on.columns(['file_id', 'n']).doNothing())
    .execute()
  const all = own.reduce((total, { lines }) => total + lines.length, 0)
  await db(tx).updateTable('bank_file').set({ lines_all: all }).where('id', '=', file).execute()
}

type Chunk = { chunk: BankLine[]; format: Format; currency: string; done: number }

/** Keeps the lines of some days: new ones, and what the file says besides of those that were there. One file of a recipient after the other. */
async function keepLines(tx: Tx, file: FileRecord, { chunk, format, currency, done }: Chunk): Promise<void> {
  await lockBooks(tx, file.recipient_id)
  if ((await doneOf(tx, file.id)) >= done) return
  const kept = await keptBetween(tx, file.recipient_id, { currency, from: chunk[0]!.booked, to: chunk.at(-1)!.booked })
  const sums = knownSums(chunk, kept)
  const pairs = new Map([
    ...pairLines(
      chunk.filter(({ key }) => !sums.has(key)),
      kept,
      format,
    ),
    ...sums,
  ])
  const fresh = chunk.filter(({ key }) => !pairs.has(key)).map((line) => ({ ...line, id: newId() as string }))
  await insertLines(tx, file, { lines: fresh, currency })
  const again = chunk.flatMap((line) => (pairs.has(line.key) ? [{ ...line, id: pairs.get(line.key)! }] : []))
  // A sum says nothing of the first of its details.
  const amounts = new Map(kept.map(({ id, amount }) => [id, amount]))
  await enrich(
    tx,
    again.filter(({ id, amount }) => amounts.get(id) === amount),
  )
  const sights = [...fresh, ...again].map(({ key, id }) => ({ key, line_id: id }))
  await sql`insert into bank_sight (recipient_id, key, line_id, format)
    select ${file.recipient_id}::uuid, key, line_id, ${format} from ${recordset('s', sights, { key: 'text', line_id: 'uuid' })}
    on conflict (recipient_id, key) do nothing`.execute(db(tx))
  await db(tx)
    .updateTable('bank_file')
    .set({ lines_done: done, known: sql<number>`known + ${again.length}` })
    .where('id', '=', file.id)
    .execute()
}

/** How far another worker came meanwhile. */
async function doneOf(tx: Tx, id: FileId): Promise<number> {
  const { lines_done } = await db(tx).selectFrom('bank_file').select('lines_done').where('id', '=', id).executeTakeFirstOrThrow()
  return lines_done
}

const MORE = { id: 'uuid', references: 'jsonb', text: 'text', name: 'text', iban: 'text', returned: 'text', kind: 'text' }

/** What another format says besides is added, and a line that nobody could place is looked at anew. */
async function enrich(tx: Tx, lines: Fresh[]): Promise<void> {
  if (lines.length === 0) return
  const again = lines.map(({ id, references, text, name, iban, returned, kind }) => ({
    id,
    references,
    text,
    name,
    iban,
    returned,
    kind,
  }))
  await sql`update bank_line b set
      refs = m."references" || b.refs, name = coalesce(b.name, m.name), iban = coalesce(b.iban, m.iban),
      returned = coalesce(b.returned, m.returned), kind = coalesce(b.kind, m.kind),
      text = case when length(m.text) > length(b.text) then m.text else b.text end,
      state = case when b.state in ('doubtful', 'open', 'out') and b.decided_at is null then 'new' else b.state end
    from ${recordset('m', again, MORE)} where b.id = m.id
      and (m."references" || b.refs <> b.refs or (b.name is null and m.name is not null) or (b.iban is null and m.iban is not null)
        or (b.returned is null and m.returned is not null) or length(m.text) > length(b.text))`.execute(db(tx))
}

/** All is kept: its days are compared with what is there (`lines`; a report has no whole ones), and its bytes go. */
async function endReading(tx: Tx, file: FileRecord, { lines, currency }: { lines: BankLine[]; currency: string }): Promise<void> {
  const days = [...Map.groupBy(lines, ({ booked }) => booked)].map(([day, all]) => ({
    day,
    sum: all.reduce((total, { amount }) => total + amount, 0),
  }))
  const { rows } = await sql<{ day: string; file: string; kept: string }>`
    select d.day::text, d.sum as file, coalesce(k.sum, 0) as kept from ${recordset('d', days, { day: 'date', sum: 'bigint' })}
    cross join lateral (select sum(amount) as sum from bank_line
      where recipient_id = ${file.recipient_id}::uuid and currency = ${currency} and booked = d.day) k
    where d.sum <> coalesce(k.sum, 0) order by 1`.execute(db(tx))
  const odd = rows.map(({ day, file: said, kept }) => ({ day, file: Number(said), kept: Number(kept) }))
  await db(tx).deleteFrom('bank_piece').where('file_id', '=', file.id).execute()
  await db(tx)
    .updateTable('bank_file')
    .set({ state: 'matching', odd_days: JSON.stringify(odd) })
    .where('id', '=', file.id)
    .where('state', '=', 'reading')
    .execute()
  enqueue(tx, linesKept, { recipient: file.recipient_id, by: file.brought_by })
}
