import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { isId } from '#platform/db/id'
import { isDay } from '#platform/text/day'
import type { Cause, Period } from '../rules/posting.ts'
import { type BookAccountId, type BookEntryId, type BookId, db, whole } from '../tables.ts'

type JournalLine = { account: BookAccountId; code: string; name: string; currency: string; amount: number }
type JournalEntry = { id: BookEntryId; at: Date; day: string; cause: Cause; what: string; lines: JournalLine[] }
export type JournalPage = { entries: JournalEntry[]; next: string | undefined }

const PAGE = 100

/** Where to go on, as `next` of the page before says; what is no such thing begins anew. */
export type From = { after?: string | undefined; limit?: number }

/** Entries of a period by day, within a day as they were written; a page, however far down, costs the same. */
export async function journalOf(
  handle: Handle,
  { book, period }: { book: BookId; period: Period },
  { after, limit = PAGE }: From = {},
): Promise<JournalPage> {
  const cursor = readCursor(after)
  const beyond = cursor ? sql`and (e.day, e.id) > (${cursor.day}::date, ${cursor.id}::uuid)` : sql``
  const { rows } = await sql<Omit<JournalEntry, 'cause'> & { cause_kind: string; cause_id: string }>`
    select e.id, e.at, e.day::text, e.cause_kind, e.cause_id, e.what, l.lines
    from (select * from book_entry e where e.book_id = ${book} and e.day between ${period.from}::date and ${period.to}::date ${beyond}
      order by e.day, e.id limit ${limit + 1}) e
    cross join lateral (
      select json_agg(json_build_object('account', a.id, 'code', a.code, 'name', a.name, 'currency', a.currency, 'amount', l.amount) order by l.n)
        as lines from book_line l join book_account a on a.id = l.account_id where l.entry_id = e.id) l
    order by e.day, e.id`.execute(db(handle))
  const entries = rows.slice(0, limit).map(({ cause_kind, cause_id, lines, ...entry }) => ({
    ...entry,
    cause: { kind: cause_kind, id: cause_id },
    lines: lines.map((line) => ({ ...line, amount: whole(line.amount) })),
  }))
  const last = entries.at(-1)
  return { entries, next: rows.length > limit && last ? `${last.day}_${last.id}` : undefined }
}

function readCursor(written: string | undefined): { day: string; id: string } | undefined {
  const [day = '', id = ''] = written?.split('_') ?? []
  return isDay(day) && isId(id) ? { day, id } : undefined
}
