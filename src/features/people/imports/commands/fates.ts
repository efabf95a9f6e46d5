import type { Tx } from '#platform/db/handle'
import type { Columns } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import type { Fate } from '../../bringing/index.ts'
import type { ImportId, ImportRow } from '../tables.ts'
import type { Read } from './batches.ts'

type Kept = Omit<ImportRow, 'import_id'>

const FATES: Columns<ImportRow> = {
  import_id: 'uuid',
  line: 'integer',
  fate: 'text',
  person_id: 'uuid',
  reason: 'text',
  cells: 'jsonb',
  before: 'jsonb',
}

/** Keeps what became of rows that did something; of those that were refused or read in part their cells, to be given back. */
export async function keepFates(tx: Tx, id: ImportId, { batch, fates }: { batch: Read[]; fates: Fate[] }): Promise<void> {
  const reads = new Map(batch.map((read) => [read.line, read]))
  const unreadOf = (read: Read) => ('unread' in read ? (read.unread ?? null) : null)
  const rows = fates.flatMap(({ line, fate, person, reason, before }): Kept[] => {
    if (fate === 'unchanged') return []
    const read = reads.get(line)!
    const unread = unreadOf(read)
    const cells = fate === 'refused' || unread ? read.cells : null
    return [{ line, fate, person_id: person, reason: reason ?? unread, before, cells }]
  })
  await copyRows(tx, 'import_row', { rows, columns: FATES, same: { import_id: id } })
}
