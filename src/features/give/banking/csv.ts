import { parse } from 'csv-parse/sync'
import { readCell } from '#platform/csv'
import { type DayOrder, readDay as readWholeDay } from '#platform/text/day'
import { type Column, columnsOf, isHeader } from './columns.ts'
import { readDecimal } from '#platform/money'
import { readIban } from './rules/references.ts'
import { type BankStatement, keyed, Refused, type Unkeyed } from './statement.ts'

/** How a file of a bank is to be read. What is not given is guessed, and asked for where a guess may be wrong. */
export type CsvChoices = {
  delimiter: string
  /** Row of the heads, from 0; -1: there are none. */
  header: number
  columns: Partial<Record<Column, number>>
  days: DayOrder
  decimal: ',' | '.'
  currency: string
}
/** `doubts`: what to ask; `rows`: the first of the file, to ask by. */
export type CsvAsked = { doubts: (keyof CsvChoices)[]; guess: Partial<CsvChoices>; rows: string[][] }
export type CsvRead = { statement: BankStatement } | { asked: CsvAsked }

/** A day, also with two digits of its year: no statement is older than this century. */
const readDay = (cell: string, order: DayOrder): string | null =>
  readWholeDay(cell.replace(/^(\d{1,2}[./-]\d{1,2}[./-])(\d{2})(?!\d)/, '$120$2'), order)

/** What the bank announces and has not booked. */
const ANNOUNCED = /vorgemerkt|pending|en attente|pendiente|à venir/i

const DELIMITERS = [';', ',', '\t', '|']
const LOOKED_AT = 30
/** A day, a text and an amount. */
const FEWEST = 3

/** Reads a bank's CSV, or says what it doubts. Where a column says the balance after each line, lines that do not lead from one to the next are refused. */
export function readCsv(text: string, given: Partial<CsvChoices> = {}): CsvRead {
  const delimiter = given.delimiter ?? delimiterOf(text)
  const rows = rowsOf(text, delimiter)
  const header = given.header ?? rows.slice(0, LOOKED_AT).findIndex(({ cells }) => isHeader(cells))
  const columns = given.columns ?? (header < 0 ? {} : columnsOf(rows[header]!.cells))
  const all = rows.slice(header + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const body = all.filter(({ cells }) => !ANNOUNCED.test(columns.status === undefined ? '' : (cells[columns.status] ?? '')))
  const cellsOf = (...names: Column[]) =>
    body
      .flatMap(({ cells }) => names.flatMap((name) => (columns[name] === undefined ? [] : (cells[columns[name]] ?? '').trim())))
      .filter(Boolean)
  const days = given.days ?? daysOf(cellsOf('booked', 'valued'))
  const decimal = given.decimal ?? decimalOf(cellsOf('amount', 'debit', 'credit', 'balance'))
  const currency = given.currency ?? currencyOf(cellsOf('currency'), text)
  const guess = { delimiter, header, columns, days, decimal, currency }
  const doubts = (['days', 'decimal', 'currency'] as const).filter((name) => guess[name] === undefined)
  const blind = given.columns === undefined && header < 0
  if (blind && !rows.some(({ cells }) => cells.length >= FEWEST)) throw new Refused('kind', 1)
  if (blind || doubts.length > 0) {
    const known = Object.fromEntries(Object.entries(guess).filter(([, value]) => value !== undefined))
    return {
      asked: {
        doubts: [...(blind ? ['columns' as const] : []), ...doubts],
        guess: known,
        rows: rows.slice(0, LOOKED_AT).map(({ cells }) => cells),
      },
    }
  }
  return { statement: { ...statementOf(body, guess as CsvChoices), pending: all.length - body.length } }
}

type Row = { cells: string[]; line: number }

function rowsOf(text: string, delimiter: string): Row[] {
  const options = {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  } as const
  try {
    // With `info` each record comes with where it ended, which its types do not say.
    const read = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[]
    return read.map(({ record, info }) => ({ cells: record.map(readCell), line: info.lines }))
  } catch {
    throw new Refused('shape', 1)
  }
}

/** The sign that cuts most lines into the same number of cells. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, LOOKED_AT).filter((line) => line.trim() !== '')
  const score = (sign: string) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(sign).length).filter((count) => count > 2)
    const same = new Map<number, number>()
    for (const count of counts) same.set(count, (same.get(count) ?? 0) + 1)
    return Math.max(0, ...[...same].map(([, times]) => times))
  }
  return DELIMITERS.toSorted((a, b) => score(b) - score(a))[0]!
}

/** In which order days stand: known when one cannot be read in the other order. */
function daysOf(cells: string[]): DayOrder | undefined {
  if (cells.length > 0 && cells.every((cell) => /^\d{4}-\d{2}-\d{2}/.test(cell))) return 'iso'
  const fits = (order: DayOrder) => cells.every((cell) => readDay(cell, order) !== null)
  const [dmy, mdy] = [fits('dmy'), fits('mdy')]
  return dmy === mdy ? undefined : dmy ? 'dmy' : 'mdy'
}

/** Which sign stands before the cents: known by two signs in one amount, by one that stands twice, or before other than three digits. */
function decimalOf(cells: string[]): ',' | '.' | undefined {
  const votes = new Set(cells.flatMap((cell) => voteOf(cell) ?? []))
  return votes.size === 1 ? [...votes][0] : undefined
}

function voteOf(cell: string): ',' | '.' | undefined {
  const signs = [...cell.matchAll(/[.,]/g)].map(([sign]) => sign as ',' | '.')
  const last = signs.at(-1)
  if (!last) return undefined
  if (signs.some((sign) => sign !== last)) return last
  if (signs.length > 1) return last === ',' ? '.' : ','
  return /[.,]\d{3}\D*$/.test(cell) ? undefined : last
}

function currencyOf(cells: string[], text: string): string | undefined {
  const said = new Set(cells.map((cell) => cell.toUpperCase()))
  if (said.size === 1) return [...said][0]
  return said.size === 0 && /€|\bEUR(OS)?\b/i.test(text) ? 'EUR' : undefined
}

function statementOf(body: Row[], choices: CsvChoices): BankStatement {
  const read = body.map((row) => movementOf(row, choices))
  const balances = read.map(({ balance }) => balance)
  const lines = read.map(({ movement }) => movement)
  const forwards = leads(lines, balances)
  if (balances.some((one) => one !== undefined) && !forwards && !leads(lines.toReversed(), balances.toReversed()))
    throw new Refused('sum', breakOf(lines, balances))
  const { currency } = choices
  const ordered = forwards ? read : read.toReversed()
  const [first, last] = [ordered[0], ordered.at(-1)]
  const proved = first?.balance !== undefined && last?.balance !== undefined
  return {
    format: 'csv',
    account: null,
    currency,
    number: null,
    opening: proved ? { day: first.movement.booked, amount: first.balance! - first.movement.amount } : null,
    closing: proved ? { day: last.movement.booked, amount: last.balance! } : null,
    lines: keyed(null, lines, new Map()),
    pending: 0,
  }
}

type Balances = (number | undefined)[]

/** Whether each balance is the one before and its line: in a file that begins with the oldest. */
const leads = (lines: Unkeyed[], balances: Balances): boolean =>
  balances.every((balance, at) => balance !== undefined && (at === 0 || balances[at - 1]! + lines[at]!.amount === balance))

function breakOf(lines: Unkeyed[], balances: Balances): number {
  const at = balances.findIndex(
    (balance, n) => balance === undefined || (n > 0 && balances[n - 1]! + lines[n]!.amount !== balance),
  )
  return lines[Math.max(at, 0)]!.line
}

function movementOf({ cells, line }: Row, choices: CsvChoices): { movement: Unkeyed; balance: number | undefined } {
  const { columns, days, currency } = choices
  const cell = (name: Column) => (columns[name] === undefined ? '' : (cells[columns[name]] ?? '').trim())
  const money = (name: Column) => moneyOf(cell(name), { ...choices, line })
  const booked = readDay(cell('booked'), days)
  if (booked === null) throw new Refused('date', line)
  if (cell('currency') !== '' && cell('currency').toUpperCase() !== currency) throw new Refused('currency', line)
  const [amount, debit, credit] = [money('amount'), money('debit'), money('credit')]
  // A debit is written with a minus by some banks, and without by others.
  const sum = amount === undefined ? (credit ?? 0) - Math.abs(debit ?? 0) : isDebit(cell('mark')) ? -Math.abs(amount) : amount
  if (amount === undefined && debit === undefined && credit === undefined) throw new Refused('amount', line)
  const reference = cell('reference')
  const movement: Unkeyed = {
    line,
    booked,
    valued: cell('valued') === '' ? null : readDay(cell('valued'), days),
    amount: sum,
    reversal: false,
    kind: null,
    references: reference === '' ? {} : { endToEnd: reference },
    // What a column says that another says too stands once.
    text: [...new Set([cell('text'), cell('more'), cell('info')])].filter(Boolean).join(' '),
    name: cell('name') || null,
    iban: readIban(cell('iban')) ?? null,
    returned: null,
    count: 1,
  }
  return { movement, balance: money('balance') }
}

const isDebit = (mark: string) => /^(d|db|dr|debit|débit|s|soll|-)$/i.test(mark)

/** An amount as banks write it for people: signs between thousands, a sign of the currency, a minus of any kind, before or behind. */
function moneyOf(cell: string, { decimal, currency, line }: CsvChoices & { line: number }): number | undefined {
  if (cell === '') return undefined
  const bare = cell.replaceAll(/[\s'’\u00a0\u202f€]|\bEUR\b/g, '').replace(/[\u2212\u2013]/, '-')
  const thousands = decimal === ',' ? '.' : ','
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${thousands}\\d{3})*(\\${decimal}\\d*)?-?$`)
  const plain = new RegExp(`^[+-]?\\d*(\\${decimal}\\d*)?-?$`)
  if (!grouped.test(bare) && !plain.test(bare)) throw new Refused('amount', line)
  const minus = bare.includes('-')
  const digits = bare.replaceAll(thousands, '').replace(decimal, '.').replaceAll(/[+-]/g, '')
  const amount = readDecimal(digits, currency)
  if (amount === undefined) throw new Refused('amount', line)
  return minus && amount !== 0 ? -amount : amount
}
