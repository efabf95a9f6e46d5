import { expect, test } from 'vitest'
import { readBankFile } from './reading.ts'

/** A message as a German bank writes it: CRLF, `?` subfields of 27, lines of 65. */
const message = (
  movements: string[],
  { opening = 'C251230EUR1000,00', closing = 'C260105EUR1000,00', account = 'DE02120300000000202051' } = {},
) =>
  [
    '',
    `:20:STARTUMSE`,
    `:25:${account}`,
    ':28C:00003/001',
    `:60F:${opening}`,
    ...movements,
    `:62F:${closing}`,
    ':64:C260105EUR1,00',
    '-',
    '',
  ].join('\r\n')

const read = (text: string) => readBankFile(Buffer.from(text))
function linesOf(text: string) {
  const file = read(text)
  if (!('statements' in file)) throw new Error(JSON.stringify(file))
  return file.statements.flatMap(({ lines }) => lines)
}
const refusalOf = (text: string) => {
  const file = read(text)
  return 'refused' in file ? [file.refused.why, file.refused.line] : ['taken']
}

test('an entry of 2 January with a value of 31 December is of the year after, and the other way round', () => {
  const lines = linesOf(message([':61:2512310102C10,00NTRFNONREF', ':61:2601021231D10,00NTRFNONREF', ':61:260105C0,NTRFNONREF']))
  expect(lines.map(({ booked, valued }) => [booked, valued])).toEqual([
    ['2026-01-02', '2025-12-31'],
    ['2025-12-31', '2026-01-02'],
    ['2026-01-05', '2026-01-05'],
  ])
})

test('what undoes a credit goes out, what undoes a debit comes in, whatever letter of the currency follows', () => {
  const marks = ['C', 'D', 'RC', 'RD', 'CR', 'DR', 'RCR', 'RDR']
  const lines = linesOf(message(marks.map((mark, n) => `:61:2601050105${mark}${n + 1},5NTRFNONREF`)))
  expect(lines.map(({ amount, reversal }) => [amount, reversal])).toEqual([
    [150, false],
    [-250, false],
    [-350, true],
    [450, true],
    [550, false],
    [-650, false],
    [-750, true],
    [850, true],
  ])
})

test('German subfields are put together where they were cut: references, text, name, account', () => {
  const line = ':61:2601050105CR25,00N166NONREF//2026010512345'
  const details =
    ':86:166?00GUTSCHR. UEBERWEISUNG?109248?20EREF+RF18539007547034?21MREF+M-7?22KREF+K1?23SVWZ+Spende fuer den Wahlka?24mpf RF18 5390 0754 7034 dan?25ke?30BYLADEM1001?31DE0212030000000020\r\n2051?32MUELLER, ZOE UND FAMILIE VO?33N DER HEIDE?34000'
  const [one] = linesOf(message([line, details], { closing: 'C260105EUR1025,00' }))
  expect(one).toMatchObject({
    amount: 2500,
    text: 'Spende fuer den Wahlkampf RF18 5390 0754 7034 danke',
    name: 'MUELLER, ZOE UND FAMILIE VON DER HEIDE',
    iban: 'DE02120300000000202051',
    kind: 'N166',
    references: { endToEnd: 'RF18539007547034', mandate: 'M-7', bank: '2026010512345' },
  })
})

test('a reference ends with its subfield unless this one is full, and a German return says why', () => {
  const back = ':86:109?00RETOURE?20EREF+TFNR 40005 00005?21MTLG:Grund AM04 Konto?22 nicht gedeckt?34901'
  const [one] = linesOf(message([':61:2601050105DR5,00NRTINONREF', back], { closing: 'C260105EUR995,00' }))
  expect(one).toMatchObject({
    references: { endToEnd: 'TFNR 40005 00005' },
    text: 'MTLG:Grund AM04 Konto nicht gedeckt',
    returned: 'AM04',
  })
  const long = ':86:166?20EREF+ABCDEFGHIJKLMNOPQRSTUV?21WXYZ1234?22SVWZ+Danke'
  expect(linesOf(message([':61:2601050105CR0,NTRFNONREF', long]))[0]).toMatchObject({
    references: { endToEnd: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ1234' },
    text: 'Danke',
  })
  const gift = ':86:166?20SVWZ+AM04 ist kein Grund'
  expect(linesOf(message([':61:2601050105CR0,NTRFNONREF', gift]))[0]!.returned).toBeNull()
})

test('codes between slashes are read, over lines that were cut, in two banks’ ways', () => {
  const long = '/ORDP//NAME/MME ANNE DE LA TOUR/IBAN/FR7630006000011234567890189/REMI/DON RF18 5390 0754'.padEnd(65)
  const french = [':61:2601050105C15,00NTRFNONREF', `:86:${long.slice(0, 65)}`, `${long.slice(65)} 7034/EREF/NOTPROVIDED`]
  const dutch = [
    ':61:2601050105C5,00NTRFEREF//99',
    ':86:/EREF/X-1//CNTP/NL91ABNA0417164300/ABNANL2A/J DE VRIES///REMI/STRD/CUR/RF18539007547034/',
  ]
  const [one, two] = linesOf(message([...french, ...dutch], { closing: 'C260105EUR1020,00' }))
  expect(one).toMatchObject({ name: 'MME ANNE DE LA TOUR', iban: 'FR7630006000011234567890189', text: 'DON RF18 5390 0754 7034' })
  expect(one!.references.endToEnd).toBeUndefined()
  expect(two).toMatchObject({
    name: 'J DE VRIES',
    iban: 'NL91ABNA0417164300',
    references: { creditor: expect.stringContaining('RF18539007547034') },
  })
})

test('the free text of a French bank says who, what for and the reference where it marks them, and is kept whole where it does not', () => {
  const marked = [
    ':61:2601050105C20,00NTRFNONREF',
    ':86:VIR SEPA RECU /DE MLLE LEA MARTIN /MOTIF DON MARS',
    'RF18539007547034 /REF F-88',
  ]
  const bare = [':61:2601050105C30,00NTRFNONREF', 'VIREMENT', ':86:VIR M JEAN DUPONT', 'DON POUR LA CAMPAGNE']
  const back = [':61:2601050105D5,00NRTINONREF', ':86:REJET PRLV SEPA MD01 /DE ANA']
  const [one, two, three] = linesOf(message([...marked, ...bare, ...back], { closing: 'C260105EUR1045,00' }))
  expect(one).toMatchObject({ name: 'MLLE LEA MARTIN', text: 'DON MARS RF18539007547034', references: { endToEnd: 'F-88' } })
  expect(two).toMatchObject({ name: null, text: 'VIR M JEAN DUPONT DON POUR LA CAMPAGNE' })
  expect(three).toMatchObject({ returned: 'MD01' })
})

test('messages within the envelope of the network, of several accounts and pages, are each proved', () => {
  const first = `{1:F01BANKFRPPAXXX0000000000}{2:O9400000}{3:{108:X}}{4:\r\n${message([':61:2601050105C5,00NTRFNONREF'], { closing: 'C260105EUR1005,00' }).trim().replace(/-$/, '-}')}`
  const second = message([':61:2601050105D5,00NTRFNONREF'], { opening: 'D260105JPY5,', closing: 'D260105JPY10,', account: 'X/1' })
    .replace('60F', '60M')
    .replace('62F', '62M')
  const file = read(`${first}\r\n${second.replace('D5,00', 'D5,')}`)
  expect(file).toMatchObject({
    statements: [
      { account: 'DE02120300000000202051', number: '00003/001', currency: 'EUR', lines: [{ amount: 500 }] },
      { account: 'X/1', currency: 'JPY', opening: { amount: -5 }, lines: [{ amount: -5 }] },
    ],
  })
})

test('a lost line, a missing balance, a cut line, a wrong day or amount refuse the file with their line', () => {
  const one = ':61:2601050105C5,00NTRFNONREF'
  expect(read(message([one], { closing: 'C260105EUR1006,00' }))).toEqual({
    refused: { why: 'sum', line: 7, values: { found: '1005.00', said: '1006.00', currency: 'EUR' } },
  })
  expect(refusalOf(message([one], { closing: 'C260105EUR1005,00' }).replace(/:62F:.*\r\n/, ''))).toEqual(['balances', 6])
  expect(refusalOf(message([one]).replace(/:60F:.*\r\n/, ''))[0]).toBe('balances')
  expect(refusalOf(message([':61:1811261126CR', '30,00N062NONREF']))).toEqual(['shape', 6])
  expect(refusalOf(message([':61:2613010105C5,00NTRFNONREF']))).toEqual(['date', 6])
  expect(refusalOf(message([':61:2601050105C5.00NTRFNONREF']))[0]).toBe('shape')
  expect(refusalOf(message([':61:2601050105C5,001NTRFNONREF']))).toEqual(['amount', 6])
  expect(refusalOf(message([one], { closing: 'C260105USD1005,00' }))[0]).toBe('currency')
  expect(refusalOf(message([':34F:EURD0,', one]))[0]).toBe('kind')
  // Thirty days in each month, by which banks count interest.
  expect(linesOf(message([':61:2602300301D0,00NTRFNONREF']))).toMatchObject([{ valued: '2026-02-28', booked: '2026-03-01' }])
})

test('a time that a cut leaves at the beginning of a line is no field, and lines of 64 signs go on too', () => {
  const german = [':61:2601050105C0,NTRFNONREF', ':86:166?20SVWZ+Danke?602026-01-01T13', ':12:11']
  const dutch = [
    ':61:2601050105C0,NTRFNONREF',
    `:86:${'/EREF/1/NAME/CONTRA ACCOUN'.padStart(64, '/TRTP/SEPA')}`.replace(
      /^:86:.*(?=\/EREF)/,
      (start) => `:86:/TRTP/${'x'.repeat(start.length - 10)}`,
    ),
    'T HOLDER/REMI/x',
  ]
  const [one, two] = linesOf(message([...german, ...dutch]))
  expect(one!.text).toBe('Danke2026-01-01T13:12:11')
  expect(two!.name).toBe('CONTRA ACCOUNT HOLDER')
})

test('letters of Windows are read as those that they are', () => {
  const text = message([':61:2601050105C5,00NTRFNONREF', ':86:VIR /DE ZOÉ /MOTIF été'], { closing: 'C260105EUR1005,00' })
  expect(readBankFile(Buffer.from(text, 'latin1'))).toMatchObject({ statements: [{ lines: [{ name: 'ZOÉ', text: 'été' }] }] })
})
