import type { ColumnType, Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'

export type BookId = Id<'book'>
export type BookAccountId = Id<'book-account'>
export type BookEntryId = Id<'book-entry'>
export type AccountKind = 'asset' | 'liability' | 'income' | 'expense' | 'equity'

/** Amounts come out of the database as text: they may be larger than what a number holds exactly, which `whole` looks at. */
type Amount = ColumnType<string, number, never>
/** A date, written `YYYY-MM-DD`. */
type Day = ColumnType<string, string, never>

type Tables = {
  book_account: {
    id: BookAccountId
    book_id: BookId
    code: string
    kind: AccountKind
    currency: string
    name: string
    floor_zero: boolean
    balance: Generated<Amount>
  }
  book_entry: {
    id: BookEntryId
    book_id: BookId
    at: ColumnType<Date, Date, never>
    day: Day
    cause_kind: string
    cause_id: string
    what: string
  }
  book_line: { entry_id: BookEntryId; n: number; account_id: BookAccountId; amount: Amount }
  book_day: { account_id: BookAccountId; day: Day; debit: Amount; credit: Amount }
}

export const db = narrow<Tables>()

/** An amount of the database as a number. Throws when a number does not hold it exactly: no sum of money is ever rounded. */
export function whole(amount: string | number): number {
  const number = Number(amount)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${amount} is no whole amount`)
  return number
}
