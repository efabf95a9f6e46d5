import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { type AccountKind, type BookAccountId, type BookId, db, whole } from '../tables.ts'

/** `left`: what can be spent of it. */
export type Floored = {
  id: BookAccountId
  book: BookId
  code: string
  name: string
  kind: AccountKind
  currency: string
  left: number
}

/** Accounts of which no more can be spent than there is (shares of groups): of a book, of a code, or both; by code. One query. */
export async function flooredAccounts(handle: Handle, of: { book?: BookId; code?: string }): Promise<Floored[]> {
  const { rows } = await sql<Omit<Floored, 'left'> & { balance: string }>`
    select id, book_id as book, code, name, kind, currency, balance from book_account
    where floor_zero ${of.book === undefined ? sql`` : sql`and book_id = ${of.book}::uuid`} ${of.code === undefined ? sql`` : sql`and code = ${of.code}`}
    order by code collate "C", book_id, currency`.execute(db(handle))
  return rows.map(({ balance, ...row }) => ({
    ...row,
    left: (row.kind === 'asset' || row.kind === 'expense' ? 1 : -1) * whole(balance) || 0,
  }))
}
