import { csvLine } from '#platform/csv'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { writeAmount } from '../banking/index.ts'
import type { Statement } from './queries/balances.ts'
import { journalOf } from './queries/journal.ts'
import type { Period } from './rules/posting.ts'
import type { BookId } from './tables.ts'
import { texts } from './texts.ts'

/** Entries that are read at once: a file of a million is never whole in memory. */
const PIECE = 1_000
/** Says to spreadsheets that what follows is UTF-8. */
const MARK = '\uFEFF'

const JOURNAL = ['day', 'entry', 'cause', 'cause-id', 'what', 'account', 'name', 'debit', 'credit', 'currency'] as const
const BALANCES = ['account', 'name', 'kind', 'opening', 'debit', 'credit', 'closing', 'currency'] as const

/** The journal of a period as CSV, piece by piece: a line for each line of an entry, amounts as decimals with a point. */
export async function* journalFile(
  handle: Handle,
  { book, period }: { book: BookId; period: Period },
  locale: Locale,
): AsyncGenerator<string> {
  const t = texts.in(locale)
  yield MARK + csvLine(JOURNAL.map((column) => t(`books.column.${column}`)))
  for (let after: string | undefined; ;) {
    const { entries, next } = await journalOf(handle, { book, period }, { after, limit: PIECE })
    yield entries
      .flatMap(({ id, day, cause, what, lines }) =>
        lines.map(({ code, name, currency, amount }) => {
          const sides = [sideOf(amount, currency), sideOf(-amount, currency)]
          return csvLine([day, id, cause.kind, cause.id, what, code, name, ...sides, currency])
        }),
      )
      .join('')
    if (next === undefined) return
    after = next
  }
}

const sideOf = (amount: number, currency: string) => (amount > 0 ? writeAmount(amount, currency) : '')

/** Balances of a period as CSV. */
export function balancesFile({ lines }: Statement, locale: Locale): string {
  const t = texts.in(locale)
  const rows = lines.map(({ code, name, kind, currency, ...sums }) => {
    const amounts = [sums.opening, sums.debit, sums.credit, sums.closing].map((amount) => writeAmount(amount, currency))
    return csvLine([code, name, t(`books.kind.${kind}`), ...amounts, currency])
  })
  return MARK + csvLine(BALANCES.map((column) => t(`books.column.${column}`))) + rows.join('')
}
