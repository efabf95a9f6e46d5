import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import type { BankBatch } from '../../banking/index.ts'
import { pairBatches } from '../../reconciling/index.ts'
import type { FileRecord } from '../queries/files.ts'
import { db, type LineId } from '../tables.ts'
import { insertLines, lockBooks } from './lines.ts'

type Split = { batches: readonly BankBatch[]; currency: string; format: string }

/** Puts the movements of a batch in the place of the sum that was kept of them; a sum that somebody decided stays. What tells of the sum again finds the first of them. */
export async function splitBatches(app: App, file: FileRecord, { batches, currency, format }: Split): Promise<void> {
  if (batches.length === 0) return
  await app.database.transact(async (tx) => {
    await lockBooks(tx, file.recipient_id)
    const days = batches.map(({ booked }) => booked)
    const { rows } = await sql<{ id: LineId; booked: string; amount: string; bank: string | null }>`
      select id, booked::text, amount, refs ->> 'bank' as bank from bank_line where recipient_id = ${file.recipient_id}::uuid and currency = ${currency}
        and booked = any(${days}::date[]) and count > 1 and state in ('new', 'open', 'doubtful', 'out') order by id for update`.execute(
      db(tx),
    )
    const kept = rows.map(({ amount, bank, ...row }) => ({ ...row, amount: Number(amount), bank: bank ?? undefined }))
    for (const { batch, id } of pairBatches(batches, kept)) await replace(tx, file, { batch, id, currency, format })
  })
}

type Replacing = { batch: BankBatch; id: string; currency: string; format: string }

async function replace(tx: Tx, file: FileRecord, { batch, id, currency, format }: Replacing): Promise<void> {
  const lines = batch.lines.map((line) => ({ ...line, id: newId() as string }))
  await insertLines(tx, file, { lines, currency })
  const sights = lines.map(({ key, id: line }) => ({ key, line }))
  await sql`update bank_sight set line_id = ${lines[0]!.id}::uuid where line_id = ${id}::uuid`.execute(db(tx))
  await sql`insert into bank_sight (recipient_id, key, line_id, format)
    select ${file.recipient_id}::uuid, key, line, ${format} from ${recordset('s', sights, { key: 'text', line: 'uuid' })}
    on conflict (recipient_id, key) do nothing`.execute(db(tx))
  await sql`delete from bank_line where id = ${id}::uuid`.execute(db(tx))
}
