import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { type BookAccountId, db, whole } from '../tables.ts'

/** Balances of accounts, in that order, which nobody moves until the commit. All of one entry at once: their locks are taken in one order, as `post` takes them. */
export async function lockBalances(tx: Tx, accounts: readonly BookAccountId[]): Promise<number[]> {
  const { rows } = await sql<{ id: BookAccountId; balance: string }>`
    select id, balance from book_account where id = any(${[...accounts]}::uuid[]) order by id for update`.execute(db(tx))
  const balances = new Map(rows.map(({ id, balance }) => [id, whole(balance)]))
  return accounts.map((id) => balances.get(id)!)
}
