import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Period } from '../rules/posting.ts'
import { type AccountKind, type BookAccountId, type BookId, db, whole } from '../tables.ts'

type Card = { id: BookAccountId; code: string; name: string; kind: AccountKind; currency: string }
/** `balance`: what was debited less what was credited. */
export type Balance = Card & { balance: number }
/** An account over a period. `opening` and `closing`: as `balance`, before its first day and after its last. */
type StatementLine = Card & { opening: number; debit: number; credit: number; closing: number }
/** `result`: by currency, income less expenses of the period: above zero more came in than was spent. */
export type Statement = { period: Period; lines: StatementLine[]; result: { currency: string; amount: number }[] }

/** Balances of all accounts of a book, by code: as they stand, or at the end of the day `until`, as the book's zone has it. */
export async function balancesOf(handle: Handle, book: BookId, { until }: { until?: string } = {}): Promise<Balance[]> {
  const balance =
    until === undefined
      ? sql`a.balance`
      : sql`(select coalesce(sum(d.debit - d.credit), 0) from book_day d where d.account_id = a.id and d.day <= ${until}::date)`
  const { rows } = await sql<Card & { balance: string }>`
    select a.id, a.code, a.name, a.kind, a.currency, ${balance} as balance from book_account a
    where a.book_id = ${book} order by a.code collate "C", a.currency`.execute(db(handle))
  return rows.map((row) => ({ ...row, balance: whole(row.balance) }))
}

/** What befell each account of a book in a period. Sums of days, so that a year costs the same however many gifts it had. */
export async function statementOf(handle: Handle, book: BookId, period: Period): Promise<Statement> {
  const within = sql`d.day >= ${period.from}::date`
  const { rows } = await sql<Card & Record<'opening' | 'debit' | 'credit', string>>`
    select a.id, a.code, a.name, a.kind, a.currency,
      coalesce(sum(d.debit - d.credit) filter (where not ${within}), 0) as opening,
      coalesce(sum(d.debit) filter (where ${within}), 0) as debit, coalesce(sum(d.credit) filter (where ${within}), 0) as credit
    from book_account a left join book_day d on d.account_id = a.id and d.day <= ${period.to}::date
    where a.book_id = ${book} group by a.id order by a.code collate "C", a.currency`.execute(db(handle))
  const lines = rows.map(({ opening, debit, credit, ...card }): StatementLine => {
    const sums = { opening: whole(opening), debit: whole(debit), credit: whole(credit) }
    return { ...card, ...sums, closing: whole(sums.opening + sums.debit - sums.credit) }
  })
  return { period, lines, result: resultOf(lines) }
}

function resultOf(lines: StatementLine[]): Statement['result'] {
  const sums = new Map<string, number>()
  for (const { kind, currency, debit, credit } of lines)
    if (kind === 'income' || kind === 'expense') sums.set(currency, whole((sums.get(currency) ?? 0) + credit - debit))
  return Array.from(sums, ([currency, amount]) => ({ currency, amount }))
}
