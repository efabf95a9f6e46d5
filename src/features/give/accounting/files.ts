import { csvLine } from '#platform/csv'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { writeAmount } from '../banking/index.ts'
import { balancesFile, journalFile, statementOf } from '../books/index.ts'
import type { RecipientRecord } from '../core/index.ts'
import { referenceOf } from '../giving/index.ts'
import { spendingFile } from './spending-file.ts'
import { type AnnexLine, annexOf, type GiftLine, giftsMade } from './queries/annex.ts'
import { ANNEX_COLUMNS, type AnnexColumn, RECEIPT_COLUMNS } from './rules/forms.ts'
import type { Period } from './rules/period.ts'
import { type PageT, pageTexts } from './texts.ts'
import { MARK, PIECE } from './rules/pieces.ts'

/** Files that somebody takes, and whether persons stand in them. */
export const FILES = { journal: false, balances: false, spending: false, gifts: true, annex: true, receipts: true } as const
export type FileKind = keyof typeof FILES

export type Taken = { recipient: RecipientRecord; period: Period; zone: string; locale: Locale }

/** A recipient's book bears its id. */
export const bookOf = ({ id }: Pick<RecipientRecord, 'id'>): string => id

/** A file, piece by piece. */
export function pieces(handle: Handle, kind: FileKind, taken: Taken): AsyncGenerator<string> {
  const { recipient, period, locale } = taken
  const book = bookOf(recipient)
  const MAKES = {
    journal: () => journalFile(handle, { book, period }, locale),
    balances: () => balances(handle, taken),
    spending: () => spendingFile(handle, taken),
    gifts: () => gifts(handle, taken),
    annex: () => annex(handle, taken),
    receipts: () => receipts(handle, taken),
  }
  return MAKES[kind]()
}

async function* balances(handle: Handle, { recipient, period, locale }: Taken): AsyncGenerator<string> {
  yield balancesFile(await statementOf(handle, bookOf(recipient), period), locale)
}

const GIFT_COLUMNS = [
  'reference',
  'state',
  'mode',
  'made',
  'paid',
  'amount',
  'refunded',
  'currency',
  'surname',
  'first-names',
  'email',
  'street',
  'postal-code',
  'town',
  'country',
  'nationality',
  'rule',
] as const

/** Each gift of the period, whatever became of it. */
async function* gifts(handle: Handle, { recipient, period, zone, locale }: Taken): AsyncGenerator<string> {
  const t = pageTexts.in(locale)
  yield MARK + csvLine(GIFT_COLUMNS.map((column) => t(`accounting.column-${column}`)))
  for (let after: string | undefined; ;) {
    const found = await giftsMade(handle, { recipient: recipient.id, period, zone }, { after, limit: PIECE })
    yield found.map((gift) => csvLine(giftCells(gift, t))).join('')
    if (found.length < PIECE) return
    after = found.at(-1)!.id
  }
}

function giftCells(gift: GiftLine, t: PageT): string[] {
  const { street = '', postal_code = '', town = '', country = '', nationality = '' } = gift.fields
  const money = [gift.amount, gift.refunded].map((amount) => writeAmount(amount, gift.currency))
  return [
    referenceOf(gift.number),
    t(`giving.state-${gift.state}` as 'giving.state-paid'),
    t(`giving.mode-${gift.mode}`),
    gift.made,
    gift.paid ?? '',
    ...money,
    gift.currency,
    gift.family_name,
    gift.given_name,
    gift.email ?? '',
    street,
    postal_code,
    town,
    country,
    nationality,
    `${gift.rule} ${gift.rule_version}`,
  ]
}

/** How a file writes days and amounts: as machines read them. */
const AS_FILES = { day: (day: string) => day, amount: writeAmount }

/** The cells of a line of the annex, by column. */
export function annexCells(line: AnnexLine, t: PageT, written: typeof AS_FILES = AS_FILES): Record<AnnexColumn, string> {
  const { street = '', postal_code = '', town = '', country = '', nationality = '' } = line.fields
  const amount = written.amount(line.amount, line.currency)
  return {
    surname: line.family_name,
    'first-names': line.given_name,
    nationality,
    street,
    'postal-code': postal_code,
    town,
    country,
    day: written.day(line.day),
    mode: t(`giving.mode-${line.mode}`),
    amount,
    'in-cash': line.mode === 'cash' ? amount : '',
    reference: referenceOf(line.number),
  }
}

async function* annexLines(handle: Handle, { recipient, period }: Taken): AsyncGenerator<AnnexLine[]> {
  for (let after: string | undefined; ;) {
    const { lines, next } = await annexOf(handle, { recipient: recipient.id, period }, { after, limit: PIECE })
    yield lines
    if (next === undefined) return
    after = next
  }
}

async function* annex(handle: Handle, taken: Taken): AsyncGenerator<string> {
  const t = pageTexts.in(taken.locale)
  yield MARK + csvLine(ANNEX_COLUMNS.map((column) => t(`accounting.column-${column}`)))
  for await (const lines of annexLines(handle, taken))
    yield lines
      .map((line) => {
        const cells = annexCells(line, t)
        return csvLine(ANNEX_COLUMNS.map((column) => cells[column]))
      })
      .join('')
}

/** What the French commission takes of a party's mandataire: values apart by tabs. The words are French whoever takes it. */
async function* receipts(handle: Handle, taken: Taken): AsyncGenerator<string> {
  const t = pageTexts.in('fr')
  yield tsvLine(RECEIPT_COLUMNS.map((column) => t(`accounting.receipt-${column}`)))
  for await (const lines of annexLines(handle, taken)) yield lines.map((line) => tsvLine(receiptCells(line, t))).join('')
}

function receiptCells(line: AnnexLine, t: PageT): string[] {
  const { street = '', postal_code = '', town = '', country = '' } = line.fields
  const { id, day, donor, given_name, family_name, currency, amount, slip, undoes, mode } = line
  const who = ['', given_name, family_name, '', street, town, postal_code, country]
  return [
    id,
    t('accounting.receipt-gift'),
    day,
    donor,
    ...who,
    currency,
    writeAmount(amount, currency),
    '',
    slip ?? '',
    t(`giving.mode-${mode}`),
    undoes ?? '',
    '',
  ]
}

/** A tab or a line's end within a value would be read as the next one. */
const tsvLine = (cells: string[]): string => `${cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')}\r\n`
