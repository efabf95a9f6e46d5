import { expect, test } from 'vitest'
import { readBankFile } from './reading.ts'
import type { CsvChoices } from './csv.ts'

const read = (text: string, choices?: Partial<CsvChoices>) => readBankFile(Buffer.from(text), choices)

const FRENCH = `Compte courant;;;;
Solde au 31/03/2026;1 520,50 €;;;
Date;Date de valeur;Libellé;Débit euros;Crédit euros
31/03/2026;01/04/2026;"VIR SEPA ; MME RUIZ
DON";;1 020,50
02/03/2026;02/03/2026;FRAIS;-3,20;
01/03/2026;28/02/2026;CB;12;
`

test('a French file: heads below a title, two columns of amounts, spaces between thousands, cells of two lines', () => {
  expect(read(FRENCH)).toMatchObject({
    statements: [
      {
        format: 'csv',
        currency: 'EUR',
        opening: null,
        lines: [
          { amount: 102050, booked: '2026-03-31', valued: '2026-04-01', text: 'VIR SEPA ; MME RUIZ\nDON', line: 5 },
          { amount: -320, booked: '2026-03-02' },
          { amount: -1200 },
        ],
      },
    ],
  })
})

const GERMAN = `"Buchungstag","Wertstellung","Name Zahlungsbeteiligter","IBAN Zahlungsbeteiligter","Verwendungszweck","Betrag","Währung","Saldo nach Buchung"
"05.01.2026","05.01.2026","ZOE MUELLER","DE02120300000000202051","Spende","1.025,00","EUR","2.015,00"
"31.12.2025","02.01.2026","Bank","","Entgelt","-10,00","EUR","990,00"
`

test('a file with balances is proved, whether the newest or the oldest stands first, and refused where one does not lead to the next', () => {
  const [head, ...rows] = GERMAN.trim().split('\n')
  for (const text of [GERMAN, [head, ...rows.toReversed()].join('\n')])
    expect(read(text)).toMatchObject({
      statements: [{ opening: { amount: 100000 }, closing: { amount: 201500, day: '2026-01-05' } }],
    })
  expect(read(GERMAN.replace('1.025,00', '1.025,01'))).toMatchObject({ refused: { why: 'sum' } })
  expect(read(GERMAN.replace('"990,00"', '""'))).toMatchObject({ refused: { why: 'sum' } })
})

test('what may be read in two ways is asked, and read as it is answered', () => {
  const text = 'Date,Description,Amount\n01/02/2026,Gift,"1,234"\n03/04/2026,Gift,"2,500"\n'
  expect(read(text)).toMatchObject({
    asked: { doubts: ['days', 'decimal', 'currency'], guess: { delimiter: ',', columns: { booked: 0, text: 1, amount: 2 } } },
  })
  const answered = (choices: Partial<CsvChoices>) => {
    const file = read(text, { currency: 'GBP', ...choices })
    return 'statements' in file ? file.statements[0]!.lines.map(({ booked, amount }) => [booked, amount]) : file
  }
  expect(answered({ days: 'mdy', decimal: '.' })).toEqual([
    ['2026-01-02', 123400],
    ['2026-03-04', 250000],
  ])
  expect(answered({ days: 'dmy', decimal: '.' })).toEqual([
    ['2026-02-01', 123400],
    ['2026-04-03', 250000],
  ])
  expect(answered({ days: 'dmy', decimal: ',' })).toMatchObject({ refused: { why: 'amount' } })
  expect(read('a;b;c\n1;2;3\n')).toMatchObject({
    asked: {
      doubts: ['columns', 'days', 'decimal', 'currency'],
      rows: [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
    },
  })
})

test.each([
  ['1.234,56', ',', 123456],
  ['1 234,56', ',', 123456],
  ["1'234.56", '.', 123456],
  ['−12,30', ',', -1230],
  ['12,30-', ',', -1230],
  ['+12,30 €', ',', 1230],
  ['12', ',', 1200],
])('%s is an amount', (cell, decimal, amount) => {
  const text = `Date;Libellé;Montant\n31/01/2026;x;${cell}\n`
  expect(read(text, { decimal: decimal as ',', currency: 'EUR' })).toMatchObject({ statements: [{ lines: [{ amount }] }] })
})

test.each(['12,345', '1,2,3', 'abc', '1.23,45', '--3', '１２'])('%s is none', (cell) => {
  expect(read(`Date;Libellé;Montant\n31/01/2026;x;${cell}\n`, { decimal: ',', currency: 'EUR' })).toMatchObject({
    refused: { why: 'amount', line: 2 },
  })
})

test('a cell that was made safe for spreadsheets is read as it was; another currency and a day that is none are refused', () => {
  const text = "Date;Libellé;Montant;Devise\n31/01/2026;'=SUM(A1);'-5,00;EUR\n"
  expect(read(text)).toMatchObject({ statements: [{ lines: [{ text: '=SUM(A1)', amount: -500 }] }] })
  expect(read('Date;Libellé;Montant;Devise\n31/01/2026;x;5,00;USD\n', { currency: 'EUR' })).toMatchObject({
    refused: { why: 'currency', line: 2 },
  })
  expect(read('Date;Libellé;Montant\n31/02/2026;x;5,00\n', { currency: 'EUR', days: 'dmy' })).toMatchObject({
    refused: { why: 'date', line: 2 },
  })
})
