import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import { db, type FileId } from '../tables.ts'

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('bank_file')
    .select(['id', 'recipient_id', 'name', 'state', 'choices', 'asked', 'refusal', 'lines_all', 'lines_done', 'known'])
    .select(['odd_days', 'brought_by', 'brought_at', 'ended_at'])

export type FileRecord = NonNullable<Awaited<ReturnType<typeof findFile>>>

export function findFile(handle: Handle, id: FileId) {
  return select(handle).where('id', '=', id).executeTakeFirst()
}

/** What was brought for a recipient, the newest first. */
export function filesOf(handle: Handle, recipient: RecipientId, limit: number) {
  return select(handle)
    .where('recipient_id', '=', recipient)
    .orderBy('brought_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

const ofStatement = (handle: Handle) =>
  db(handle)
    .selectFrom('bank_statement as s')
    .innerJoin('bank_file as f', 'f.id', 's.file_id')
    .select(['s.file_id', 's.n', 's.format', 's.number', 's.currency', 's.opening', 's.closing', 's.came_in', 's.went_out'])
    .select([
      's.lines',
      's.pending',
      sql<string | null>`s.opened_on::text`.as('opened_on'),
      sql<string | null>`s.closed_on::text`.as('closed_on'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof ofStatement>['execute']>>[number]
export type StatementRecord = Omit<Row, 'opening' | 'closing' | 'came_in' | 'went_out'> & {
  opening: number | null
  closing: number | null
  came_in: number
  went_out: number
}

const whole = ({ opening, closing, came_in, went_out, ...row }: Row): StatementRecord => ({
  ...row,
  opening: opening === null ? null : amountOf(opening),
  closing: closing === null ? null : amountOf(closing),
  came_in: amountOf(came_in),
  went_out: amountOf(went_out),
})

/** Statements of a file, in its order. */
export async function statementsOf(handle: Handle, file: FileId): Promise<StatementRecord[]> {
  const rows = await ofStatement(handle).where('file_id', '=', file).orderBy('n').limit(400).execute()
  return rows.map(whole)
}

/** Statements with balances of all files of a recipient, by their days. */
export async function balancedOf(handle: Handle, recipient: RecipientId): Promise<StatementRecord[]> {
  const rows = await ofStatement(handle)
    .where('recipient_id', '=', recipient)
    .where('opening', 'is not', null)
    .where('closing', 'is not', null)
    .orderBy('closed_on', 'desc')
    .orderBy('opened_on', 'desc')
    .limit(800)
    .execute()
  return rows.map(whole)
}
