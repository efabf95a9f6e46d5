import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBankFile } from './reading.ts'
import { texts } from './texts.ts'

const IBAN = 'FR7630006000011234567890189'
type Version = '02' | '04' | '08' | '13'

/** An entry as banks write it in that version; amounts as text, details as XML. */
type Entry = {
  amount: string
  mark?: string
  more?: string
  details?: string
  booked?: string
  valued?: string
  status?: string
  currency?: string
}

function statement(
  version: Version,
  entries: Entry[],
  { opening = '100.00', closing = '100.00', currency = 'EUR', id = 'S1', prefix = '', account = IBAN } = {},
) {
  const late = Number(version) >= 8
  const balance = (code: string, amount: string) => {
    const below = amount.startsWith('-')
    return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${below ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>`
  }
  const entry = ({
    amount,
    mark = 'CRDT',
    more = '',
    details = '',
    booked = '2026-03-05',
    valued,
    status = 'BOOK',
    currency: own = currency,
  }: Entry) =>
    `<Ntry><Amt Ccy="${own}">${amount}</Amt><CdtDbtInd>${mark}</CdtDbtInd>${more}<Sts>${late ? `<Cd>${status}</Cd>` : status}</Sts>
     <BookgDt>${late ? `<DtTm>${booked}T23:30:00+01:00</DtTm>` : `<Dt>${booked}</Dt>`}</BookgDt>${valued ? `<ValDt><Dt>${valued}</Dt></ValDt>` : ''}
     <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>${details}</Ntry>`
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>${id}</Id><ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${balance('OPBD', opening)}${balance('CLBD', closing)}
${entries.map(entry).join('\n')}
</Stmt></BkToCstmrStmt></Document>`
  return prefix === '' ? xml : xml.replaceAll(/<(\/?)(?=[A-Z])/g, `<$1${prefix}:`).replace('xmlns=', `xmlns:${prefix}=`)
}

const read = (xml: string) => readBankFile(Buffer.from(xml))
function linesOf(xml: string) {
  const file = read(xml)
  if (!('statements' in file)) throw new Error(JSON.stringify(file))
  return file.statements.flatMap(({ lines }) => lines)
}
const refusalOf = (xml: string) => {
  const file = read(xml)
  return 'refused' in file ? [file.refused.why, file.refused.line] : ['taken']
}

/** Who paid, as versions before and after .001.07 write it. */
const party = (side: 'Dbtr' | 'Cdtr', [name, iban]: [string, string], deeper = false) =>
  `<${side}>${deeper ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`}</${side}><${side}Acct><Id><IBAN>${iban}</IBAN></Id></${side}Acct>`
const DONOR = 'DE02120300000000202051'
const detail = ({ refs = '', amount = '', parties = '', remitted = '', more = '' }) =>
  `<TxDtls><Refs>${refs}</Refs>${amount}<RltdPties>${parties}</RltdPties><RmtInf>${remitted}</RmtInf>${more}</TxDtls>`

test.each(['02', '04', '08', '13'] as const)(
  'a transfer is read of version .001.%s: who, how much, when, for what',
  (version) => {
    const one = detail({
      refs: '<AcctSvcrRef>B-1</AcctSvcrRef><EndToEndId>RF18 5390 0754 7034</EndToEndId><MndtId>M-7</MndtId>',
      parties: `${party('Dbtr', ['Zoé Müller &amp; Fils', DONOR], Number(version) >= 8)}${party('Cdtr', ['Fonds', IBAN], Number(version) >= 8)}`,
      remitted:
        '<Ustrd>Don mars</Ustrd><Ustrd><![CDATA[<merci>]]></Ustrd><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>',
    })
    const entry = { amount: '12.5', booked: '2026-01-02', valued: '2025-12-31', details: `<NtryDtls>${one}</NtryDtls>` }
    const [line] = linesOf(statement(version, [entry], { closing: '112.50' }))
    expect(line).toMatchObject({
      amount: 1250,
      booked: '2026-01-02',
      valued: '2025-12-31',
      name: 'Zoé Müller & Fils',
      iban: DONOR,
      text: 'Don mars <merci>',
      kind: 'PMNT-RCDT-ESCT',
      reversal: false,
      returned: null,
      count: 1,
      references: { endToEnd: 'RF18 5390 0754 7034', mandate: 'M-7', creditor: 'RF18539007547034', bank: 'B-1' },
    })
    expect(line!.line).toBeGreaterThan(4)
  },
)

test.each(['true', '1'])('a reversal (%s) goes the way that the mark says, and is one', (said) => {
  const entry = { amount: '20', mark: 'DBIT', more: `<RvslInd>${said}</RvslInd>` }
  expect(linesOf(statement('02', [entry], { closing: '80.00' }))).toMatchObject([{ amount: -2000, reversal: true }])
  expect(linesOf(statement('02', [{ amount: '20', more: '<RvslInd>false</RvslInd>' }], { closing: '120.00' }))).toMatchObject([
    { amount: 2000, reversal: false },
  ])
})

test('a debit that came back says why, by whom and under which mandate; the other side is never the account itself', () => {
  const back = detail({
    refs: '<EndToEndId>NOTPROVIDED</EndToEndId><MndtId>M-9</MndtId>',
    parties: party('Cdtr', ['Fonds', IBAN]) + party('Dbtr', ['Ana Ruiz', DONOR]),
    more: '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>',
  })
  const [line] = linesOf(
    statement('04', [{ amount: '5.00', mark: 'DBIT', details: `<NtryDtls>${back}</NtryDtls>` }], { closing: '95.00' }),
  )
  expect(line).toMatchObject({ amount: -500, returned: 'AM04', name: 'Ana Ruiz', iban: DONOR, references: { mandate: 'M-9' } })
  expect(line!.references.endToEnd).toBeUndefined()
})

const batch = (amounts: string[], version: Version = '02') =>
  `<NtryDtls><Btch><NbOfTxs>${amounts.length}</NbOfTxs></Btch>${amounts
    .map((amount, n) => {
      const own = `<Amt Ccy="EUR">${amount}</Amt>`
      return detail({
        refs: `<EndToEndId>E${n}</EndToEndId>`,
        amount:
          amount &&
          (version === '02'
            ? `<AmtDtls><InstdAmt><Amt Ccy="USD">9</Amt></InstdAmt><TxAmt>${own}</TxAmt></AmtDtls>`
            : `${own}<CdtDbtInd>CRDT</CdtDbtInd>`),
      })
    })
    .join('')}</NtryDtls>`

test.each(['02', '08'] as const)('each movement of a batch is a line with its own amount and reference (.001.%s)', (version) => {
  const lines = linesOf(
    statement(version, [{ amount: '60.00', details: batch(['10.00', '20.00', '30.00'], version) }], { closing: '160.00' }),
  )
  expect(lines.map(({ amount, references, count }) => [amount, references.endToEnd, count])).toEqual([
    [1000, 'E0', 1],
    [2000, 'E1', 1],
    [3000, 'E2', 1],
  ])
})

test('a batch whose bank gives no amounts is one line of several; whose amounts do not add up is refused, unless for the charges it tells', () => {
  expect(linesOf(statement('02', [{ amount: '60.00', details: batch(['', '', '']) }], { closing: '160.00' }))).toMatchObject([
    { amount: 6000, count: 3 },
  ])
  expect(
    linesOf(
      statement('02', [{ amount: '60.00', details: '<NtryDtls><Btch><NbOfTxs>41</NbOfTxs></Btch></NtryDtls>' }], {
        closing: '160.00',
      }),
    ),
  ).toMatchObject([{ count: 41 }])
  expect(
    refusalOf(statement('02', [{ amount: '60.00', details: batch(['10.00', '', '30.00']) }], { closing: '160.00' })),
  ).toEqual(['details', 7])
  expect(
    refusalOf(statement('02', [{ amount: '60.00', details: batch(['10.00', '20.00', '30.01']) }], { closing: '160.00' })),
  ).toEqual(['details', 5])
  const net = { amount: '59.50', more: '<Chrgs><Amt Ccy="EUR">0.50</Amt></Chrgs>', details: batch(['10.00', '20.00', '30.00']) }
  expect(linesOf(statement('02', [net], { closing: '159.50' })).map(({ amount, kind }) => [amount, kind])).toEqual([
    [1000, 'PMNT-RCDT-ESCT'],
    [2000, 'PMNT-RCDT-ESCT'],
    [3000, 'PMNT-RCDT-ESCT'],
    [-50, 'CHRG'],
  ])
})

test.each([
  ['JPY', '1500', 1500],
  ['KWD', '1.005', 1005],
  ['HUF', '1500.50', 150050],
  ['EUR', '1500.5', 150050],
  ['EUR', '0.10000', 10],
])('amounts of %s have its digits: %s', (currency, amount, expected) => {
  expect(linesOf(statement('08', [{ amount }], { opening: '0', closing: amount, currency })).map((line) => line.amount)).toEqual([
    expected,
  ])
})

test.each([
  ['1.5', 'JPY'],
  ['1.005', 'EUR'],
  ['-5.00', 'EUR'],
  ['1e3', 'EUR'],
  ['0x10', 'EUR'],
  ['1,50', 'EUR'],
  ['', 'EUR'],
  ['１２', 'EUR'],
  ['99999999999999999', 'EUR'],
])('%s is no amount of %s', (amount, currency) => {
  expect(refusalOf(statement('02', [{ amount }], { opening: '0', closing: '0', currency }))).toEqual(['amount', 5])
})

test('what is announced and not booked is in no sum', () => {
  for (const version of ['02', '08'] as const) {
    const file = read(statement(version, [{ amount: '9', status: 'PDNG' }, { amount: '1' }], { closing: '101.00' }))
    expect(file).toMatchObject({ statements: [{ pending: 1, lines: [{ amount: 100 }] }] })
  }
})

test('a file that lost a line is refused, with where and how much; so is one without a balance, of another currency, or twice the same', () => {
  const file = read(statement('02', [{ amount: '10.00' }], { closing: '120.00' }))
  expect(file).toEqual({ refused: { why: 'sum', line: 4, values: { found: '110.00', said: '120.00', currency: 'EUR' } } })
  const whole = statement('02', [{ amount: '20.00' }], { closing: '120.00' })
  expect(refusalOf(whole.replace('CLBD', 'CLAV'))[0]).toBe('balances')
  expect(refusalOf(whole.replace('OPBD', 'XXXX'))[0]).toBe('balances')
  expect(refusalOf(statement('02', [{ amount: '20.00', currency: 'USD' }], { closing: '120.00' }))[0]).toBe('currency')
  const again = /<Stmt>[\s\S]*<\/Stmt>/.exec(whole)![0]
  expect(refusalOf(whole.replace('</BkToCstmrStmt>', `${again}</BkToCstmrStmt>`))[0]).toBe('twice')
  expect(refusalOf(whole.replaceAll('camt.053', 'camt.052'))[0]).toBe('kind')
  expect(refusalOf('<html><body/></html>')[0]).toBe('kind')
  expect(linesOf(statement('02', [{ amount: '20.00' }], { closing: '120.00', prefix: 'ns2' }))).toHaveLength(1)
  expect(linesOf(whole.replace('OPBD', 'PRCD'))).toHaveLength(1)
})

test('a statement in a file that is cut off, declares entities, nests without end or lies about its letters is refused', () => {
  const whole = statement('02', [{ amount: '20.00' }], { closing: '120.00' })
  expect(refusalOf(whole.slice(0, -30))[0]).toBe('xml')
  const bomb = whole.replace('<Document', '<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;">]>\n<Document')
  expect(refusalOf(bomb)[0]).toBe('xml')
  expect(refusalOf(whole.replace('<Document', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Document'))[0]).toBe('xml')
  expect(refusalOf(whole.replace('<Id>S1', '<Id>&xxe;'))[0]).toBe('xml')
  expect(refusalOf(whole.replace('<GrpHdr>', `<GrpHdr>${'<a>'.repeat(100)}${'</a>'.repeat(100)}`))[0]).toBe('large')
  expect(refusalOf(whole.replace('<Id>S1', `<Id>${'x'.repeat(200_000)}`))[0]).toBe('large')
  expect('refused' in readBankFile(Buffer.concat([Buffer.from(whole.replace('S1', 'S')), Buffer.from([0xff, 0xe9])]))).toBe(true)
  const latin = Buffer.from(whole.replace('UTF-8', 'ISO-8859-1').replace('>S1<', '>é<'), 'latin1')
  expect(readBankFile(latin)).toMatchObject({ statements: [{ lines: [{ amount: 2000 }] }] })
})

test('a line has the same key in an overlapping file, and two that say the same have two', () => {
  const [a, b, c] = [{ amount: '5.00' }, { amount: '5.00' }, { amount: '7.00', booked: '2026-03-06' }]
  const first = linesOf(statement('02', [a, b], { closing: '110.00' })).map(({ key }) => key)
  const second = linesOf(statement('02', [a, b, c], { closing: '117.00', id: 'S2' })).map(({ key }) => key)
  expect(new Set(second).size).toBe(3)
  expect(second.slice(0, 2)).toEqual(first)
  const elsewhere = linesOf(statement('02', [a], { closing: '105.00', account: DONOR })).map(({ key }) => key)
  expect(first).not.toContain(elsewhere[0])
})

test('whatever is read, lines lead from the opening to the closing balance, or the file is refused', () => {
  const cents = (amount: number) => `${amount < 0 ? '-' : ''}${(Math.abs(amount) / 100).toFixed(2)}`
  const entry = fc.record({ amount: fc.integer({ min: 0, max: 10 ** 9 }), debit: fc.boolean() })
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
      fc.array(entry, { maxLength: 20 }),
      fc.integer({ min: -2, max: 2 }),
      (opening, entries, off) => {
        const sum = entries.reduce((total, { amount, debit }) => total + (debit ? -amount : amount), opening)
        const xml = statement(
          '08',
          entries.map(({ amount, debit }) => ({ amount: cents(amount), mark: debit ? 'DBIT' : 'CRDT' })),
          { opening: cents(opening), closing: cents(sum + off) },
        )
        const file = read(xml)
        if (off === 0) expect(file).toMatchObject({ statements: [{ opening: { amount: opening }, closing: { amount: sum } }] })
        else expect(file).toMatchObject({ refused: { why: 'sum', line: 4 } })
      },
    ),
    { numRuns: 200 },
  )
})

test('each refusal has its words', () => {
  expect(texts.in('fr')('banking.refused.sum', { line: 4, found: '1', said: '2', currency: 'EUR' })).toContain('Ligne 4')
})
