import { linesOfEntry } from './camt-entry.ts'
import { amountOf, dayAt } from './camt-values.ts'
import { type BankBalance, type BankStatement, keyed, prove, Refused, type Unkeyed } from './statement.ts'
import { type Element, find, readXml, textAt } from './xml.ts'

const OPENED = new Set(['Document', 'BkToCstmrStmt', 'Stmt'])
/** Messages that look alike and are no statement: intraday reports and notices, whose movements a statement tells again. */
const VERSION = /camt\.053\.001\.\d{2}/

/** A statement on its way: what its pieces said so far. */
type Draft = {
  line: number
  id: string | null
  number: string | null
  account: string | null
  currency: string | undefined
  balances: { code: string; balance: BankBalance; currency: string; line: number }[]
  entries: Element[]
  lines: Unkeyed[]
  pending: number
}

const nothing = (line: number): Draft => ({
  line,
  id: null,
  number: null,
  account: null,
  currency: undefined,
  balances: [],
  entries: [],
  lines: [],
  pending: 0,
})

/**
 * Statements of a CAMT.053 file (ISO 20022, versions .001.02 and later). Each is proved: opening balance and lines make up the closing one, the
 * details of a batch its sum.
 */
export function readCamt(text: string): BankStatement[] {
  const statements: BankStatement[] = []
  const seen = new Map<string, number>()
  const ids = new Set<string>()
  let draft: Draft | undefined
  let known = false
  readXml(text, {
    opens: (name) => OPENED.has(name),
    opened: ({ name, attributes, line }) => {
      if (name === 'Document') known = Object.values(attributes).some((value) => VERSION.test(value))
      if (!known) throw new Refused('kind', line)
      if (name === 'Stmt') draft = nothing(line)
    },
    piece: (parent, element) => {
      if (parent === 'Stmt' && draft) take(draft, element)
      if (parent === 'Document') throw new Refused('kind', element.line)
    },
    closed: (name, line) => {
      if (name !== 'Stmt' || !draft) return
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
  else if (name === 'StmtPgntn') draft.id = `${draft.id} ${textAt(element, 'PgNb')}`
  else if (name === 'Acct') {
    draft.account = textAt(element, 'Id', 'IBAN')?.replaceAll(' ', '') ?? textAt(element, 'Id', 'Othr', 'Id') ?? null
    draft.currency = textAt(element, 'Ccy')
  } else if (name === 'Bal') draft.balances.push(balanceOf(element))
  else if (name === 'Ntry') takeEntry(draft, element)
}

/** What is announced and not booked is no movement yet. */
function takeEntry(draft: Draft, entry: Element): void {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')
  if (status !== undefined && status !== 'BOOK') {
    draft.pending += 1
    return
  }
  const currency = (draft.currency ??= find(entry, 'Amt')?.attributes.Ccy)
  for (const line of linesOfEntry(entry, { account: draft.account, currency: currency ?? '' })) draft.lines.push(line)
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
  const of = (...codes: string[]) => draft.balances.filter(({ code }) => codes.includes(code))
  // Pages in between carry interim balances at both ends.
  const first = of('OPBD')[0] ?? of('PRCD')[0] ?? of('ITBD')[0]
  const last = of('CLBD').at(-1) ?? of('ITBD').at(-1)
  const currency = draft.currency ?? last?.currency ?? ''
  const strange = draft.balances.find((one) => one.currency !== currency && (one === first || one === last))
  if (strange) throw new Refused('currency', strange.line)
  const [opening, closing] = [first?.balance ?? null, first === last ? null : (last?.balance ?? null)]
  prove(draft.lines, { opening, closing, currency, line: last?.line ?? draft.line })
  const { account, number, pending } = draft
  return { format: 'camt', account, currency, number, opening, closing, lines: keyed(account, draft.lines, seen), pending }
}
