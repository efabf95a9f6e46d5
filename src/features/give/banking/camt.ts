import { linesOfEntry, referencesOf } from './camt-entry.ts'
import { isSummedUp } from './camt-sums.ts'
import { amountOf, dayAt } from './camt-values.ts'
import { type BankBalance, type BankFormat, type BankStatement, keyed, prove, Refused, type Unkeyed } from './statement.ts'
import { type Element, find, readXml, textAt } from './xml.ts'

/** What holds the entries, by the format that the file says it is. */
const EACH: Partial<Record<BankFormat, readonly string[]>> = {
  camt: ['BkToCstmrStmt', 'Stmt'],
  'camt-report': ['BkToCstmrAcctRpt', 'Rpt'],
  'camt-notice': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
}
const OPENED = new Set(['Document', ...Object.values(EACH).flat()])
const isEach = (name: string) => Object.values(EACH).some((names) => names[1] === name)
/** Three messages that are made alike: what was booked, what was booked so far, and notices of what is or will be. */
const VERSION = /camt\.05([234])\.001\.\d{2}/
const FORMATS: Record<string, BankFormat> = { 3: 'camt', 2: 'camt-report', 4: 'camt-notice' }

/** A statement on its way: what its pieces said so far. */
type Draft = {
  format: BankFormat
  line: number
  id: string | null
  number: string | null
  account: string | null
  currency: string | undefined
  balances: { code: string; balance: BankBalance; currency: string; line: number }[]
  entries: Element[]
  lines: Unkeyed[]
  /** Lines of one booking: from which on, how many, and the bank's reference of it. */
  spans: { from: number; n: number; bank: string | undefined }[]
  summary: Element | undefined
  pending: number
}

const nothing = (format: BankFormat, line: number): Draft => ({
  format,
  line,
  id: null,
  number: null,
  account: null,
  currency: undefined,
  balances: [],
  entries: [],
  lines: [],
  spans: [],
  summary: undefined,
  pending: 0,
})

/**
 * Statements of a CAMT file (ISO 20022, versions .001.02 and later). Each of a CAMT.053 is proved: opening balance and lines make up the closing one, the
 * details of a batch its sum. A CAMT.052 tells a part of a day: it is proved by its own sums, and by balances where they fit. A CAMT.054 has no line: a statement tells
 * them again, and what it says is in `batches`.
 */
export function readCamt(text: string): BankStatement[] {
  const statements: BankStatement[] = []
  const seen = new Map<string, number>()
  const ids = new Set<string>()
  let draft: Draft | undefined
  let format: BankFormat | undefined
  readXml(text, {
    opens: (name) => OPENED.has(name),
    opened: ({ name, attributes, line }) => {
      if (name === 'Document')
        format = FORMATS[Object.values(attributes).flatMap((value) => VERSION.exec(value)?.[1] ?? [])[0] ?? '']
      if (!format || (name !== 'Document' && !EACH[format]!.includes(name))) throw new Refused('kind', line)
      if (isEach(name)) draft = nothing(format, line)
    },
    piece: (parent, element) => {
      if (isEach(parent) && draft) take(draft, element)
      if (parent === 'Document') throw new Refused('kind', element.line)
    },
    closed: (name, line) => {
      if (!isEach(name) || !draft) return
      const { id, account } = draft
      const which = JSON.stringify([account, id, draft.number])
      if (id !== null && ids.has(which)) throw new Refused('twice', line)
      ids.add(which)
      statements.push(finish(draft, seen))
      draft = undefined
    },
  })
  if (statements.length === 0) throw new Refused('kind', 1)
  return statements
}

function take(draft: Draft, element: Element): void {
  const { name } = element
  if (name === 'Id') draft.id = element.text.trim()
  else if (name === 'ElctrncSeqNb' || name === 'LglSeqNb') draft.number ??= element.text.trim()
  else if (name === 'TxsSummry') draft.summary = element
  else if (name === 'StmtPgntn' || name === 'RptPgntn' || name === 'NtfctnPgntn')
    draft.id = `${draft.id} ${textAt(element, 'PgNb')}`
  else if (name === 'Acct') {
    draft.account = textAt(element, 'Id', 'IBAN')?.replaceAll(' ', '') ?? textAt(element, 'Id', 'Othr', 'Id') ?? null
    draft.currency = textAt(element, 'Ccy')
  } else if (name === 'Bal') draft.balances.push(balanceOf(element))
  else if (name === 'Ntry') {
    if (draft.format === 'camt-report') draft.entries.push(element)
    takeEntry(draft, element)
  }
}

/** What is announced and not booked is no movement yet. */
function takeEntry(draft: Draft, entry: Element): void {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')
  if (status !== undefined && status !== 'BOOK') {
    draft.pending += 1
    return
  }
  const currency = (draft.currency ??= find(entry, 'Amt')?.attributes.Ccy)
  const lines = linesOfEntry(entry, { account: draft.account, currency: currency ?? '' })
  const from = draft.lines.length
  if (lines.length > 1) draft.spans.push({ from, n: lines.length, bank: referencesOf(entry, undefined).bank })
  for (const line of lines) draft.lines.push(line)
}

function balanceOf(element: Element): Draft['balances'][number] {
  const { line } = element
  const amount = find(element, 'Amt')
  const currency = amount?.attributes.Ccy ?? ''
  return {
    code: textAt(element, 'Tp', 'CdOrPrtry', 'Cd') ?? '',
    balance: { day: dayAt(find(element, 'Dt'), line), amount: amountOf(element, currency) },
    currency,
    line,
  }
}

function finish(draft: Draft, seen: Map<string, number>): BankStatement {
  const { format, account, number, pending } = draft
  const { currency, ...balances } = balancesIn(draft)
  const all = keyed(account, draft.lines, seen)
  const batches = draft.spans.map(({ from, n, bank }) => {
    const lines = all.slice(from, from + n)
    return { booked: lines[0]!.booked, amount: sumOf(lines), bank, lines }
  })
  const statement = { format, account, currency, number, ...balances, batches }
  if (format !== 'camt-notice') return { ...statement, lines: all, pending }
  const alone = all.length - batches.reduce((sum, { lines }) => sum + lines.length, 0)
  return { ...statement, lines: [], pending: pending + alone }
}

type Balances = Pick<BankStatement, 'currency' | 'opening' | 'closing'>

/** Balances that the lines make up. Of a statement they must; a report of a part of a day has those of the whole of it, which count where they fit. */
function balancesIn(draft: Draft): Balances {
  const { opening, closing, currency, line } = endsOf(draft)
  if (draft.format === 'camt') prove(draft.lines, { opening, closing, currency, line })
  if (draft.format === 'camt-report') isSummedUp(draft, currency)
  const fits = opening !== null && closing !== null && opening.amount + sumOf(draft.lines) === closing.amount
  return { currency, ...(fits ? { opening, closing } : { opening: null, closing: null }) }
}

/** What the bank says stood there before and after. */
function endsOf({ balances, ...draft }: Draft): Balances & { line: number } {
  const of = (...codes: string[]) => balances.filter(({ code }) => codes.includes(code))
  // Pages in between carry interim balances at both ends.
  const first = of('OPBD')[0] ?? of('PRCD')[0] ?? of('ITBD')[0]
  const last = of('CLBD').at(-1) ?? of('ITBD').at(-1)
  const currency = draft.currency ?? last?.currency ?? ''
  const strange = balances.find((one) => one.currency !== currency && (one === first || one === last))
  if (strange) throw new Refused('currency', strange.line)
  const closing = first === last ? null : (last?.balance ?? null)
  return { currency, opening: first?.balance ?? null, closing, line: last?.line ?? draft.line }
}

const sumOf = (lines: readonly { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0)
