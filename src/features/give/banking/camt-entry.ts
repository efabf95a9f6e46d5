import { amountOf, dayAt } from './camt-values.ts'
import { readDecimal } from '#platform/money'
import { Refused, type Unkeyed } from './statement.ts'
import { all, type Element, find, textAt } from './xml.ts'

type Within = { account: string | null; currency: string }

/** The movements of an entry: itself, or those of its batch. */
export function linesOfEntry(entry: Element, within: Within): Unkeyed[] {
  const { currency } = within
  if (find(entry, 'Amt')?.attributes.Ccy !== currency) throw new Refused('currency', entry.line)
  const amount = amountOf(entry, currency)
  const details = all(entry, 'NtryDtls').flatMap((one) => all(one, 'TxDtls'))
  const whole = { ...sameOf(entry), amount }
  if (details.length < 2) return [{ ...whole, ...partOf(entry, details[0], { ...within, amount }), count: countOf(entry) ?? 1 }]
  const amounts = details.map((one) => amountOfDetail(one, entry, currency))
  if (amounts.every((one) => one === undefined))
    return [{ ...whole, ...partOf(entry, undefined, { ...within, amount }), count: details.length }]
  const lines = details.map((one, n): Unkeyed => {
    const amount = amounts[n]
    if (amount === undefined) throw new Refused('details', one.line)
    return { ...whole, line: one.line, amount, ...partOf(entry, one, { ...within, amount }), count: 1 }
  })
  return [...lines, ...rest(entry, { whole, lines, currency })]
}

/** What all movements of an entry have alike. */
function sameOf(entry: Element): Pick<Unkeyed, 'line' | 'booked' | 'valued' | 'reversal'> {
  const valued = find(entry, 'ValDt')
  const booked = find(entry, 'BookgDt') ?? valued
  return {
    line: entry.line,
    booked: dayAt(booked, entry.line),
    valued: valued ? dayAt(valued, entry.line) : null,
    // xs:boolean: «1» is as true as «true».
    reversal: ['true', '1'].includes(textAt(entry, 'RvslInd') ?? ''),
  }
}

/** Of how many movements the bank says that an entry is the sum. */
function countOf(entry: Element): number | undefined {
  const counts = all(entry, 'NtryDtls').flatMap((one) => textAt(one, 'Btch', 'NbOfTxs') ?? [])
  return counts.length > 0 ? counts.reduce((sum, count) => sum + Number(count), 0) || 1 : undefined
}

/** Since .001.04 a detail has an amount of its own; before, it stands among its further amounts. Another currency's is not what was booked. */
function amountOfDetail(detail: Element, entry: Element, currency: string): number | undefined {
  const further = find(detail, 'AmtDtls')
  const places = [detail, find(further, 'TxAmt'), find(further, 'InstdAmt')]
  const place = places.find((one) => find(one, 'Amt')?.attributes.Ccy === currency)
  if (!place) return undefined
  const written = { ...detail, children: [find(place, 'Amt')!, ...all(detail, 'CdtDbtInd')] }
  return amountOf(written, currency, entry)
}

/** What a batch is more or less than its details is refused, unless it is the charges that the bank says it took. */
function rest(
  entry: Element,
  {
    whole,
    lines,
    currency,
  }: { whole: Pick<Unkeyed, 'line' | 'booked' | 'valued' | 'reversal' | 'amount'>; lines: Unkeyed[]; currency: string },
): Unkeyed[] {
  const left = whole.amount - lines.reduce((sum, { amount }) => sum + amount, 0)
  if (left === 0) return []
  if (!chargesOf(entry, currency).includes(-left)) throw new Refused('details', entry.line)
  return [
    {
      ...whole,
      amount: left,
      kind: 'CHRG',
      references: referencesOf(entry, undefined),
      text: '',
      name: null,
      iban: null,
      returned: null,
      count: 1,
    },
  ]
}

/** What may be the charges of an entry: the sum that the bank says, or that of what it lists. */
function chargesOf(entry: Element, currency: string): number[] {
  const read = (element: Element | undefined) =>
    element?.attributes.Ccy === currency ? (readDecimal(element.text.trim(), currency) ?? 0) : 0
  const charges = all(entry, 'Chrgs')
  const listed = charges.flatMap((one) => [...all(one, 'Amt'), ...all(one, 'Rcrd').flatMap((each) => all(each, 'Amt'))])
  return [...charges.map((one) => read(find(one, 'TtlChrgsAndTaxAmt'))), listed.reduce((sum, one) => sum + read(one), 0)]
}

type Part = Pick<Unkeyed, 'kind' | 'references' | 'text' | 'name' | 'iban' | 'returned'>

function partOf(entry: Element, detail: Element | undefined, within: Within & { amount: number }): Part {
  const remitted = find(detail, 'RmtInf')
  const words = all(remitted, 'Ustrd').map(({ text }) => text.trim())
  const more = all(remitted, 'Strd').flatMap((one) => all(one, 'AddtlRmtInf').map(({ text }) => text.trim()))
  const told = [...words, ...more].filter(Boolean).join(' ')
  return {
    kind: kindOf(detail) ?? kindOf(entry) ?? null,
    references: referencesOf(entry, detail),
    text: told || (textAt(detail, 'AddtlTxInf') ?? textAt(entry, 'AddtlNtryInf') ?? ''),
    ...counterparty(find(detail, 'RltdPties'), within),
    returned: textAt(detail, 'RtrInf', 'Rsn', 'Cd') ?? textAt(detail, 'RtrInf', 'Rsn', 'Prtry') ?? null,
  }
}

function kindOf(element: Element | undefined): string | undefined {
  const code = find(element, 'BkTxCd')
  const domain = find(code, 'Domn')
  const family = find(domain, 'Fmly')
  const standard = [textAt(domain, 'Cd'), textAt(family, 'Cd'), textAt(family, 'SubFmlyCd')]
  return standard[0] ? standard.filter(Boolean).join('-') : textAt(code, 'Prtry', 'Cd')
}

/** Nothing was given: banks write so rather than leave it out. */
const NOTHING = /^(NOTPROVIDED|NONREF|NOT PROVIDED)?$/i

export function referencesOf(entry: Element, detail: Element | undefined): Unkeyed['references'] {
  const refs = find(detail, 'Refs')
  const structured = all(find(detail, 'RmtInf'), 'Strd').map((one) => textAt(one, 'CdtrRefInf', 'Ref'))
  const found = {
    endToEnd: textAt(refs, 'EndToEndId'),
    mandate: textAt(refs, 'MndtId'),
    creditor: structured.find(Boolean),
    bank: textAt(refs, 'AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef'),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && !NOTHING.test(value)))
}

/** Who is on the other side: not whose account this is; who paid what came in, and was paid what went out. Since .001.07 a party stands one level deeper. */
function counterparty(
  parties: Element | undefined,
  { account, amount }: Within & { amount: number },
): Pick<Unkeyed, 'name' | 'iban'> {
  const sides = ['Dbtr', 'Cdtr'].map((side) => ({
    name: textAt(parties, side, 'Pty', 'Nm') ?? textAt(parties, side, 'Nm') ?? null,
    iban: textAt(parties, `${side}Acct`, 'Id', 'IBAN')?.replaceAll(' ', '') ?? null,
  }))
  const ordered = amount < 0 ? sides.toReversed() : sides
  const others = ordered.filter(({ iban }) => iban === null || iban !== account)
  return others.find(({ name, iban }) => name !== null || iban !== null) ?? { name: null, iban: null }
}
