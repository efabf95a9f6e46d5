import { expect, test } from 'vitest'
import { matchLines, type Promised } from './rules/matching.ts'
import { makeReference, printReference } from './rules/references.ts'
import type { BankLine } from './statement.ts'

const promise = (n: number, name: string, more: Partial<Promised> = {}): Promised => ({
  id: `p${n}`,
  reference: makeReference(`G26${String(n).padStart(7, '0')}`),
  amount: 2000,
  currency: 'EUR',
  name,
  ...more,
})
const ANA = promise(1, 'Ana Ruiz')
const LEO = promise(2, 'Léo Durand-Lévy', { amount: 5000 })
const TWO = [ANA, LEO]
let nth = 0
const line = (more: Partial<BankLine> = {}): BankLine => ({
  key: `k${(nth += 1)}`,
  line: nth,
  booked: '2026-03-05',
  valued: null,
  amount: 2000,
  reversal: false,
  kind: null,
  references: {},
  text: '',
  name: null,
  iban: null,
  returned: null,
  count: 1,
  ...more,
})
const match = (lines: BankLine[], promises = TWO) =>
  matchLines({ currency: 'EUR', lines }, promises).map((one) =>
    one.state === 'certain'
      ? one.promise
      : one.state === 'none'
        ? 'none'
        : one.candidates.map(({ promise, reasons }) => `${promise}: ${reasons.join(' ')}`),
  )

test.each([
  ['in the field for it', { references: { creditor: ANA.reference } }],
  ['as end-to-end id, in groups', { references: { endToEnd: printReference(ANA.reference) } }],
  [
    'in the text, in small letters and with words around',
    { text: `don ${printReference(ANA.reference).toLowerCase()} merci 2026` },
  ],
  ['stuck to other words', { text: `DON${ANA.reference}MERCI` }],
  ['with the name of two holders', { references: { creditor: ANA.reference }, name: 'M OU MME RUIZ' }],
  ['with a name that was cut', { references: { creditor: ANA.reference }, name: 'RUIZ A' }],
])('the whole reference %s is certain', (_where, more) => {
  expect(match([line(more)])).toEqual(['p1'])
})

test('what has the reference is doubtful when the amount or the payer is another’s, when it is two, or comes again', () => {
  const references = { creditor: ANA.reference }
  expect(match([line({ references, amount: 1999 })])).toEqual([['p1: reference other-amount']])
  expect(match([line({ references, name: 'SARL Lumière' })])).toEqual([['p1: reference other-payer']])
  expect(match([line({ references }), line({ references })])).toEqual(['p1', ['p1: reference already']])
  expect(match([line({ text: `${ANA.reference} ${LEO.reference}` })])).toEqual([
    ['p1: reference several', 'p2: reference several other-amount'],
  ])
  expect(match([line({ references })], [{ ...ANA, currency: 'USD' }])).toEqual([['p1: reference other-currency']])
})

test('what goes out, is undone, came back or is a sum of several keeps no promise', () => {
  const references = { creditor: ANA.reference }
  const others = [{ amount: -2000 }, { reversal: true }, { returned: 'AM04' }, { count: 3 }]
  expect(match(others.map((more) => line({ references, name: 'Ana Ruiz', ...more })))).toEqual(['none', 'none', 'none', 'none'])
})

test('each slip of one sign in a reference is doubtful, and never certain', () => {
  const written = ANA.reference
  const slips = [...written].flatMap((sign, at) => [
    written.slice(0, at) + (sign === '9' ? '8' : '9') + written.slice(at + 1),
    written.slice(0, at) + written.slice(at + 1),
    written.slice(0, at) + (written[at + 1] ?? '') + sign + written.slice(at + 2),
  ])
  for (const slip of slips.filter((one) => one !== written)) {
    const [found] = match([line({ text: `don ${slip}` })])
    expect(found, slip).toEqual(['p1: slip'])
  }
  expect(match([line({ text: `don ${written.slice(4)}` })])).toEqual([['p1: slip']])
})

test('without a reference the amount with the very name is doubtful, however the bank writes the name', () => {
  for (const name of ['RUIZ ANA', 'Mme Ana Ruiz', 'MLLE RUIZ A']) expect(match([line({ name })]), name).toEqual([['p1: name']])
  expect(match([line({ name: 'M LEO DURANT LEVY', amount: 5000 })])).toEqual([['p2: name']])
  expect(match([line({ text: 'VIR MME ANA RUIZ DON' })])).toEqual([['p1: name']])
  for (const name of ['Ana Martin', 'Eva Ruiz', 'Leo Durand']) expect(match([line({ name })]), name).toEqual(['none'])
  expect(match([line({ name: 'Ana Ruiz', amount: 2001 })])).toEqual(['none'])
})

test('whose promise is kept already is not proposed by name, and namesakes are all shown', () => {
  expect(match([line({ references: { creditor: ANA.reference } }), line({ name: 'Ana Ruiz' })])).toEqual(['p1', 'none'])
  const other = promise(3, 'Ana Ruiz')
  expect(match([line({ name: 'Ana Ruiz' })], [ANA, other])).toEqual([['p1: name', 'p3: name']])
})

test('a reference that was given to two is a bug', () => {
  expect(() => match([], [ANA, { ...ANA, id: 'p9' }])).toThrow('given twice')
})
