import { csvLine } from '#platform/csv'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { writeAmount } from '../banking/index.ts'
import type { RecipientRecord } from '../core/index.ts'
import { accountOf, sayCategory, type SpendingId, type SpendingRecord, spendings } from '../spending/index.ts'
import type { Period } from './rules/period.ts'
import { MARK, PIECE } from './rules/pieces.ts'
import { type PageT, pageTexts } from './texts.ts'

const HEADS = [
  'spending.number',
  'spending.state',
  'spending.spent-on',
  'accounting.paid-on',
  'spending.means',
  'spending.category',
  'accounting.account',
  'spending.words',
  'spending.payee',
  'spending.bill',
  'spending.amount',
  'accounting.column-currency',
  'spending.valued',
  'spending.group',
  'spending.vouchers',
] as const

/** What stands in the books, or stood there: a draft or a request is none of it. */
const BOOKED = ['payable', 'paid', 'given', 'void'] as const

/** What was spent, of bills and gifts in kind of the period's days, the newest first. */
export async function* spendingFile(
  handle: Handle,
  { recipient, period: { from, to }, locale }: { recipient: RecipientRecord; period: Period; locale: Locale },
): AsyncGenerator<string> {
  const t = pageTexts.in(locale)
  yield MARK + csvLine(HEADS.map((head) => t(head)))
  for (let before: SpendingId | undefined; ;) {
    const found = await spendings(handle, { recipient: recipient.id, states: BOOKED, before, limit: PIECE })
    yield found
      .filter(({ spent_on }) => spent_on >= from && spent_on <= to)
      .map((one) => csvLine(cellsOf(one, t)))
      .join('')
    if (found.length < PIECE) return
    before = found.at(-1)!.id
  }
}

function cellsOf(spending: SpendingRecord, t: PageT): string[] {
  const {
    number,
    state,
    spent_on,
    paid_on,
    paid_by,
    category,
    words,
    payee,
    bill,
    amount,
    currency,
    valued,
    group_name,
    vouchers,
  } = spending
  return [
    number === null ? '' : String(number),
    t(`spending.state-${state}`),
    spent_on,
    paid_on ?? '',
    paid_by ? t(`spending.means-${paid_by}`) : '',
    sayCategory(t, category),
    accountOf(category),
    words,
    payee,
    bill ?? '',
    writeAmount(amount, currency),
    currency,
    valued ?? '',
    group_name ?? '',
    String(vouchers),
  ]
}
