import { expect, test } from 'vitest'
import { camtMessage as message } from '../../../../tests/support/reports.ts'
import { readBankFile } from './reading.ts'

const read = (xml: string) => {
  const file = readBankFile(Buffer.from(xml))
  if (!('statements' in file)) return 'refused' in file ? [file.refused.why] : ['asked']
  return file.statements
}
const one = (xml: string) => {
  const [statement] = read(xml)
  if (typeof statement !== 'object') throw new Error(String(statement))
  return statement
}

test('a report of a day under way (CAMT.052) gives what is booked alone; what is announced is counted, and in no sum', () => {
  const xml = message('052', [
    { amount: 2000 },
    { amount: 700, status: 'PDNG' },
    { amount: -300 },
    { amount: 900, status: 'INFO' },
  ])
  expect(one(xml)).toMatchObject({ format: 'camt-report', pending: 2, opening: null, closing: null })
  expect(one(xml).lines.map(({ amount }) => amount)).toEqual([2000, -300])
})

test('balances of a report count where they fit, and refuse nothing where they are those of another part of the day', () => {
  const of = (closing: number) => message('052', [{ amount: 2000 }], { balances: [1000, closing] })
  expect(one(of(3000))).toMatchObject({ opening: { amount: 1000 }, closing: { amount: 3000 } })
  expect(one(of(9900))).toMatchObject({ opening: null, closing: null })
})

test('a report whose own sums its entries do not make up is refused, whether the bank sums what is booked or all', () => {
  const moves = [{ amount: 2000 }, { amount: 700, status: 'PDNG' }]
  for (const credits of [2000, 2700]) expect(one(message('052', moves, { credits })).lines).toHaveLength(1)
  expect(read(message('052', moves, { credits: 2500 }))).toEqual(['sum'])
})

test('a notice (CAMT.054) has no line of its own: the movements of a batch, and what a statement tells again counted', () => {
  const statement = one(message('054', [{ batch: [1000, 2000], bank: 'B7' }, { amount: 500 }]))
  expect(statement).toMatchObject({ format: 'camt-notice', lines: [], pending: 1 })
  expect(statement.batches).toMatchObject([{ amount: 3000, bank: 'B7', lines: [{ amount: 1000 }, { amount: 2000 }] }])
})

test('details of a notice that do not make up their batch are refused', () => {
  expect(read(message('054', [{ batch: [1000, 2000], amount: 3100 }]))).toEqual(['details'])
})

test('a statement without balances is refused as before, and other messages of the bank too', () => {
  expect(read(message('053', [{ amount: 2000 }]))).toEqual(['balances'])
  expect(read(message('053', [{ amount: 2000 }]).replaceAll('camt.053', 'camt.060'))).toEqual(['kind'])
})
