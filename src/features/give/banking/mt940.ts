import { detailsOf } from './mt940-details.ts'
import { readDecimal } from '#platform/money'
import { type BankBalance, type BankStatement, keyed, prove, Refused, type Unkeyed } from './statement.ts'

/** A field of the message: its tag, its lines, and where it begins. */
type Field = { tag: string; lines: string[]; line: number }

/** Those of the message alone: a time in a text that was cut, «12:11:00», is none. */
const TAG = /^:(13D?|2[0158]C?|34F|6[02][FM]|61|6[45]|86|90[CD]|NS):(.*)$/
/** What other messages hold that look alike: MT942 announces, and sums nothing up. */
const INTERIM = new Set(['34F', '90D', '90C'])

type Draft = {
  account: string | null
  number: string | null
  currency: string
  opening: BankBalance | null
  lines: Unkeyed[]
  last: Unkeyed | undefined
}

/** Statements of a file of MT940 messages (SWIFT), with or without the envelope of the network. Each is proved as a CAMT file is. */
export function readMt940(text: string): BankStatement[] {
  const statements: BankStatement[] = []
  const seen = new Map<string, number>()
  let draft = nothing()
  for (const field of fieldsOf(text)) {
    if (INTERIM.has(field.tag)) throw new Refused('kind', field.line)
    if (field.tag === '20') draft = nothing()
    else if (field.tag === '62F' || field.tag === '62M') {
      statements.push(finish(draft, field, seen))
      draft = { ...nothing(), account: draft.account }
    } else take(draft, field)
  }
  if (draft.opening || draft.lines.length > 0) throw new Refused('balances', draft.lines.at(-1)?.line ?? 1)
  if (statements.length === 0) throw new Refused('kind', 1)
  return statements
}

function take(draft: Draft, field: Field): void {
  const { tag, lines } = field
  const value = lines[0]!.trim()
  if (tag === '25') draft.account = accountOf(value)
  else if (tag === '28' || tag === '28C') draft.number = value || null
  else if (tag === '60F' || tag === '60M') [draft.opening, draft.currency] = balanceOf(field)
  else if (tag === '61') draft.lines.push((draft.last = movementOf(field, draft)))
  else if (tag === '86' && draft.last) {
    Object.assign(draft.last, detailsOf(lines, draft.last))
    draft.last = undefined
  }
}

/** Some banks write the currency behind an IBAN. */
const accountOf = (value: string) => value.replaceAll(' ', '').replace(/(?<=^[A-Z]{2}\d{2}\w{11,30})[A-Z]{3}$/, '') || null

const nothing = (): Draft => ({ account: null, number: null, currency: '', opening: null, lines: [], last: undefined })

function fieldsOf(text: string): Field[] {
  const fields: Field[] = []
  for (const [at, raw] of text.split(/\r\n|\n|\r/).entries()) {
    // The envelope of the network, and the sign that ends a message.
    const written = raw.replace(/^(?:\{[1-5]:[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*\{4:/, '')
    const [, tag, value = ''] = TAG.exec(written) ?? []
    if (tag) fields.push({ tag, lines: [value], line: at + 1 })
    else if (/^-(\}.*|XXX)?\s*$/.test(written)) fields.push({ tag: '-', lines: [''], line: at + 1 })
    else if (written.trim() !== '') fields.at(-1)?.lines.push(written)
  }
  return fields
}

function finish(draft: Draft, field: Field, seen: Map<string, number>): BankStatement {
  const [closing, currency] = balanceOf(field)
  const { account, number, opening, lines } = draft
  if (opening && currency !== draft.currency) throw new Refused('currency', field.line)
  prove(lines, { opening, closing, currency, line: field.line })
  return { format: 'mt940', account, currency, number, opening, closing, lines: keyed(account, lines, seen), pending: 0 }
}

function balanceOf({ lines, line }: Field): [BankBalance, string] {
  const [, mark, date = '', currency = '', amount = ''] = /^([CD])(\d{6})([A-Z]{3})([\d,]+)\s*$/.exec(lines[0]!.trim()) ?? []
  if (!mark) throw new Refused('shape', line)
  const size = sizeOf(amount, currency, line)
  return [{ day: dayOf(date, line), amount: mark === 'D' && size !== 0 ? -size : size }, currency]
}

/** Value date, entry date, mark, third letter of the currency, amount, kind, reference of who ordered, of the bank. */
const MOVEMENT = /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?([\d,]+)([NSF].{3})([^/]*(?:\/(?!\/)[^/]*)*)(?:\/\/(.*))?$/

/**
 * `RC` undoes what came in, so it goes out; `RD` the other way: proved on files whose balances fit that alone. The entry date has no year: it is that
 * nearest to the value date, so that 2 January with a value of 31 December is of the year after.
 */
function movementOf({ lines, line }: Field, { currency }: Draft): Unkeyed {
  const [, value = '', entry, mark = '', , amount = '', kind = '', ordered = '', bank] = MOVEMENT.exec(lines[0]!.trim()) ?? []
  if (!mark || mark.startsWith('E')) throw new Refused('shape', line)
  // Before any balance nobody knows in which currency.
  if (currency === '') throw new Refused('balances', line)
  const size = sizeOf(amount, currency, line)
  const valued = dayOf(value, line)
  const given = { endToEnd: ordered.trim(), bank: bank?.trim() ?? '' }
  return {
    line,
    valued,
    booked: entry ? nearest(entry, valued, line) : valued,
    amount: (mark === 'D' || mark === 'RC') && size !== 0 ? -size : size,
    reversal: mark.startsWith('R'),
    kind,
    references: Object.fromEntries(Object.entries(given).filter(([, text]) => text !== '' && !/^NONREF$/i.test(text))),
    text: lines.slice(1).join(' ').trim(),
    name: null,
    iban: null,
    returned: null,
    count: 1,
  }
}

function sizeOf(amount: string, currency: string, line: number): number {
  // The comma is part of it, even where no digit follows.
  const size = /^\d+,\d*$/.test(amount) ? readDecimal(amount.replace(',', '.'), currency) : undefined
  if (size === undefined) throw new Refused('amount', line)
  return size
}

/** `YYMMDD`. Banks count thirty days in each month for interest: 30 February is its last day. */
function dayOf(date: string, line: number): string {
  return existing(2000 + Number(date.slice(0, 2)), date.slice(2), line)
}

function existing(year: number, monthDay: string, line: number): string {
  const [month, day] = [Number(monthDay.slice(0, 2)), Number(monthDay.slice(2))]
  if (month < 1 || month > 12 || day < 1 || day > 31) throw new Refused('date', line)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1, Math.min(day, last))).toISOString().slice(0, 10)
}

function nearest(monthDay: string, valued: string, line: number): string {
  const year = Number(valued.slice(0, 4))
  const far = (day: string) => Math.abs(Date.parse(day) - Date.parse(valued))
  const days = [year - 1, year, year + 1].map((each) => existing(each, monthDay, line))
  return days.toSorted((a, b) => far(a) - far(b))[0]!
}
