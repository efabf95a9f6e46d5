import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { Brings, LineState } from '../../reconciling/index.ts'
import { db, type FileId, type LineId } from '../tables.ts'

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('bank_line')
    .select(['id', 'recipient_id', 'file_id', 'line', 'currency', 'amount', 'reversal', 'kind', 'refs', 'text', 'name', 'iban'])
    .select(['returned', 'count', 'state', 'candidates', 'gift_id', 'brought_kind', 'brought_id', 'other_id', 'payout'])
    .select(['note', 'decided_at'])
    .select([sql<string>`booked::text`.as('booked'), sql<string | null>`valued::text`.as('valued')])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
/** `brings`: what came by it, if it is booked or was. */
export type LineRecord = Omit<Row, 'amount' | 'gift_id' | 'brought_kind' | 'brought_id'> & {
  amount: number
  brings: { kind: Brings; id: string } | undefined
}

function whole({ amount, gift_id, brought_kind, brought_id, ...row }: Row): LineRecord {
  const other = brought_kind && brought_id ? { kind: brought_kind, id: brought_id } : undefined
  return { ...row, amount: amountOf(amount), brings: gift_id ? { kind: 'gift', id: gift_id } : other }
}

export async function findLine(handle: Handle, id: LineId): Promise<LineRecord | undefined> {
  const row = await select(handle).where('id', '=', id).executeTakeFirst()
  return row && whole(row)
}

export async function findLines(handle: Handle, ids: readonly LineId[]): Promise<LineRecord[]> {
  if (ids.length === 0) return []
  const rows = await select(handle)
    .where('id', 'in', [...ids])
    .orderBy('booked')
    .orderBy('id')
    .execute()
  return rows.map(whole)
}

type Asked = { states?: readonly LineState[] | undefined; file?: FileId | undefined; after?: LineId | undefined; limit: number }

/** Lines of a recipient by day, a page of them by keyset. */
export async function linesOf(
  handle: Handle,
  recipient: RecipientId,
  { states, file, after, limit }: Asked,
): Promise<LineRecord[]> {
  const rows = await select(handle)
    .where('recipient_id', '=', recipient)
    .$if(states !== undefined, (q) => q.where('state', 'in', [...states!]))
    .$if(file !== undefined, (q) => q.where('file_id', '=', file!))
    .$if(after !== undefined, (q) =>
      q.where(
        sql<boolean>`(bank_line.booked, bank_line.id) < (select a.booked, a.id from bank_line a where a.id = ${after!}::uuid)`,
      ),
    )
    .orderBy('bank_line.booked', 'desc')
    .orderBy('bank_line.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(whole)
}

/** All lines of a recipient that nobody looked at yet, the oldest first. */
export async function newLines(handle: Handle, recipient: RecipientId): Promise<LineRecord[]> {
  const rows = await select(handle)
    .where('recipient_id', '=', recipient)
    .where('state', '=', 'new')
    .orderBy('bank_line.booked')
    .orderBy('line')
    .orderBy('id')
    .execute()
  return rows.map(whole)
}

/** Lines that another may undo: of these amounts, the other way, and not undone yet. */
export async function undoable(handle: Handle, recipient: RecipientId, amounts: readonly number[]): Promise<LineRecord[]> {
  if (amounts.length === 0) return []
  const rows = await select(handle)
    .where('recipient_id', '=', recipient)
    .where(sql<boolean>`amount = any(${amounts.map((amount) => -amount)}::bigint[])`)
    .where('state', 'in', ['booked', 'doubtful', 'open', 'aside', 'to-send-back', 'out', 'payout', 'undoes', 'new'])
    .orderBy('bank_line.booked', 'desc')
    .limit(5_000)
    .execute()
  return rows.map(whole)
}

type Count = { state: LineState; n: number; sum: number }

/** How many lines of a recipient, or of a file, are in each state, and what they make. */
export async function countsOf(handle: Handle, recipient: RecipientId, file?: FileId): Promise<Count[]> {
  const rows = await db(handle)
    .selectFrom('bank_line')
    .select(['state', sql<string>`count(*)`.as('n'), sql<string>`sum(amount)`.as('sum')])
    .where('recipient_id', '=', recipient)
    .$if(file !== undefined, (q) => q.where('file_id', '=', file!))
    .groupBy('state')
    .execute()
  return rows.map(({ state, n, sum }) => ({ state, n: amountOf(n), sum: amountOf(sum) }))
}

/** How many lines of each of these recipients somebody has to decide; where none wait, it is not there. */
export async function waitingFor(handle: Handle, recipients: readonly RecipientId[]): Promise<Map<RecipientId, number>> {
  if (recipients.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('bank_line')
    .select(['recipient_id', sql<string>`count(*)`.as('n')])
    .where('recipient_id', 'in', [...recipients])
    .where('state', 'in', ['doubtful', 'open'])
    .groupBy('recipient_id')
    .execute()
  return new Map(rows.map(({ recipient_id, n }) => [recipient_id, amountOf(n)]))
}

/** What lines of a recipient brought. */
export async function broughtTo(handle: Handle, recipient: RecipientId): Promise<Set<string>> {
  const rows = await db(handle)
    .selectFrom('bank_line')
    .select(sql<string>`coalesce(gift_id, brought_id)`.as('id'))
    .where('recipient_id', '=', recipient)
    .where('state', 'in', ['booked', 'to-send-back'])
    .where(sql<boolean>`coalesce(gift_id, brought_id) is not null`)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
