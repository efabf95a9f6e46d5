import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import { codeOf, Conflict } from '#platform/errors'
import { assertSame, assertWhole, type Book, dayOf, distinct, keyOf, type Line, type Posting } from '../rules/posting.ts'
import { type BookEntryId, type BookId, db, whole } from '../tables.ts'

/**
 * Writes the entry of a cause into the books, once: told again it is left as it is. Gives whether it is new. Throws Conflict
 * `books.short` when an account with a floor has less than is taken from it; what is told otherwise than before is a bug. Whether it
 * balances the database says, at the commit.
 */
export async function post(tx: Tx, posting: Posting): Promise<boolean> {
  const [isNew] = await postMany(tx, [posting])
  return isNew!
}

/** The same of many, in two statements at most. Gives for each whether it is new; of a cause told twice among them the first is. */
export async function postMany(tx: Tx, postings: readonly Posting[]): Promise<boolean[]> {
  if (postings.length === 0) return []
  for (const posting of postings) assertWhole(posting)
  const told = distinct(postings).map((posting) => ({ posting, id: newId() as BookEntryId }))
  const written = await write(tx, told)
  const before = told.filter(({ id }) => !written.has(id)).map(({ posting }) => posting)
  if (before.length > 0) await compare(tx, before)
  const fresh = new Set(told.filter(({ id }) => written.has(id)).map(({ posting }) => keyOf(posting)))
  return postings.map((posting) => fresh.delete(keyOf(posting)))
}

/** Writes what undoes an entry, today; once, however often. Gives whether it is new. */
export async function reverse(tx: Tx, entry: BookEntryId, { book, at }: { book: Book; at: Date }): Promise<boolean> {
  const lines = await db(tx)
    .selectFrom('book_line')
    .innerJoin('book_entry', 'book_entry.id', 'entry_id')
    .select(['account_id', 'amount'])
    .where('entry_id', '=', entry)
    .where('book_id', '=', book.id)
    .execute()
  const undone = lines.map(({ account_id, amount }) => ({ account: account_id, amount: -whole(amount) }))
  return post(tx, { book, at, cause: { kind: 'entry', id: entry }, what: 'reversed', lines: undone })
}

const ENTRY = { id: 'uuid', book_id: 'uuid', at: 'timestamptz', day: 'date', cause_kind: 'text', cause_id: 'text', what: 'text' }
const LINE = { entry_id: 'uuid', n: 'smallint', account_id: 'uuid', amount: 'bigint' }

type Told = { posting: Posting; id: BookEntryId }

async function write(tx: Tx, told: Told[]): Promise<Set<BookEntryId>> {
  const entries = told.map(({ posting, id }) => ({
    id,
    book_id: posting.book.id,
    at: posting.at,
    day: dayOf(posting),
    cause_kind: posting.cause.kind,
    cause_id: posting.cause.id,
    what: posting.what,
  }))
  const lines = told.flatMap(({ posting, id }) =>
    posting.lines.map(({ account, amount }, n) => ({ entry_id: id, n, account_id: account, amount })),
  )
  const statement = sql<{ id: BookEntryId }>`with entered as (
      insert into book_entry (id, book_id, at, day, cause_kind, cause_id, what)
      select * from ${recordset('e', entries, ENTRY)} order by cause_kind, cause_id, what on conflict (cause_kind, cause_id, what) do nothing returning id),
    lined as (
      insert into book_line (entry_id, n, account_id, amount)
      select l.* from ${recordset('l', lines, LINE)} join entered on entered.id = l.entry_id)
    select id from entered`
  try {
    const { rows } = await statement.execute(db(tx))
    return new Set(rows.map(({ id }) => id))
  } catch (error) {
    if (codeOf(error) === '23514' && isOf(error, 'book_account_floor')) throw new Conflict('books.short')
    throw error
  }
}

const isOf = (error: unknown, constraint: string) =>
  typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint

/** Somebody told these before: it must have been the same. */
async function compare(tx: Tx, told: Posting[]): Promise<void> {
  const { rows } = await sql<{ n: string; book_id: BookId; account_id: string; amount: string }>`
    select r.n, e.book_id, l.account_id, l.amount from unnest(
      ${told.map(({ cause }) => cause.kind)}::text[], ${told.map(({ cause }) => cause.id)}::text[], ${told.map(({ what }) => what)}::text[])
      with ordinality as r (cause_kind, cause_id, what, n)
    join book_entry e using (cause_kind, cause_id, what) join book_line l on l.entry_id = e.id`.execute(db(tx))
  const found = told.map((): { book: BookId; lines: Line[] } => ({ book: '', lines: [] }))
  for (const { n, book_id, account_id, amount } of rows) {
    const one = found[Number(n) - 1]!
    one.book = book_id
    one.lines.push({ account: account_id, amount: whole(amount) })
  }
  for (const [at, posting] of told.entries()) assertSame(posting, found[at]!)
}
