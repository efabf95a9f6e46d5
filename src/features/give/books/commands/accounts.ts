import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import { type AccountKind, type BookAccountId, type BookId, db } from '../tables.ts'

/** `floorZero`: what is on it may not be spent twice (a group's share), so its balance never falls below zero. */
export type NewAccount = {
  book: BookId
  code: string
  kind: AccountKind
  currency: string
  name: string
  floorZero?: boolean
}

type Row = {
  id: BookAccountId
  book_id: BookId
  code: string
  kind: AccountKind
  currency: string
  name: string
  floor_zero: boolean
}
const COLUMNS = {
  id: 'uuid',
  book_id: 'uuid',
  code: 'text',
  kind: 'text',
  currency: 'text',
  name: 'text',
  floor_zero: 'boolean',
}

/** Opens an account, or finds the one of that code and currency. Throws when that one is of another kind: a code means one thing. */
export async function openAccount(tx: Tx, account: NewAccount): Promise<BookAccountId> {
  const [id] = await openAccounts(tx, [account])
  return id!
}

/** The same of several. Gives their ids, in order. */
export async function openAccounts(tx: Tx, accounts: readonly NewAccount[]): Promise<BookAccountId[]> {
  if (accounts.length === 0) return []
  const rows = accounts.map(({ book, floorZero = false, ...account }): Row => {
    return { id: newId(), book_id: book, floor_zero: floorZero, ...account }
  })
  await sql`insert into book_account (id, book_id, code, kind, currency, name, floor_zero)
    select * from ${recordset('r', rows, COLUMNS)} order by book_id, code, currency
    on conflict (book_id, code, currency) do nothing`.execute(db(tx))
  const { rows: found } = await sql<Pick<Row, 'id' | 'kind' | 'floor_zero' | 'code'>>`
    select a.id, a.kind, a.floor_zero, a.code from unnest(
      ${rows.map((row) => row.book_id)}::uuid[], ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.currency)}::text[])
      with ordinality as r (book_id, code, currency, n) join book_account a using (book_id, code, currency) order by r.n`.execute(
    db(tx),
  )
  return found.map(({ id, kind, floor_zero, code }, at) => {
    if (kind !== rows[at]!.kind || floor_zero !== rows[at]!.floor_zero) throw new Error(`Account ${code} is of another kind`)
    return id
  })
}
