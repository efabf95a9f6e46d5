import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import type { BankLine } from '../../banking/index.ts'
import type { RecipientId } from '../../core/index.ts'
import type { FileRecord } from '../queries/files.ts'
import { db } from '../tables.ts'

/** Whoever keeps or matches lines of a recipient does so alone. */
export async function lockBooks(tx: Tx, recipient: RecipientId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`statements ${recipient}`}, 2016))`.execute(db(tx))
}

const LINE = {
  id: 'uuid',
  line: 'integer',
  booked: 'date',
  valued: 'date',
  amount: 'bigint',
  reversal: 'boolean',
  kind: 'text',
  references: 'jsonb',
  text: 'text',
  name: 'text',
  iban: 'text',
  returned: 'text',
  count: 'integer',
}

export type Fresh = Omit<BankLine, 'key'> & { id: string }

export async function insertLines(
  tx: Tx,
  file: FileRecord,
  { lines, currency }: { lines: Fresh[]; currency: string },
): Promise<void> {
  if (lines.length === 0) return
  await sql`insert into bank_line
      (id, recipient_id, file_id, line, currency, booked, valued, amount, reversal, kind, refs, text, name, iban, returned, count, state)
    select id, ${file.recipient_id}::uuid, ${file.id}::uuid, line, ${currency}, booked, valued, amount, reversal, kind, "references",
      text, name, iban, returned, count, 'new' from ${recordset('l', lines, LINE)}`.execute(db(tx))
}
