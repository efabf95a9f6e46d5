import fc from 'fast-check'
import { expect, test } from 'vitest'
import { camtOf, csvOf, type Move, mt940Of, OURS } from '../../../../tests/support/statements.ts'
import { type BankLine, isOfAccount, readBankFile } from '../banking/index.ts'
import { splitAmount } from '../books/index.ts'
import { type Kept, pairLines } from './pairing.ts'
import { type Payout, payoutsLike, sharesOf } from './payouts.ts'
import { type Movement, undoneBy } from './undoing.ts'

type Format = 'camt' | 'mt940' | 'csv'
const WRITE: Record<Format, (moves: Move[]) => string> = { camt: camtOf, mt940: mt940Of, csv: csvOf }

function linesOf(format: Format, moves: Move[]): BankLine[] {
  const file = readBankFile(Buffer.from(WRITE[format](moves)), { days: 'dmy', decimal: ',', currency: 'EUR' })
  if (!('statements' in file)) throw new Error(JSON.stringify(file))
  return file.statements.flatMap(({ lines }) => lines)
}

/** Keeps the lines of a file as the room does. */
function keep(kept: Kept[], format: Format, told: BankLine[]): void {
  const pairs = pairLines(told, kept, format)
  for (const line of told) {
    const same = kept.find(({ id }) => id === pairs.get(line.key))
    if (!same) kept.push({ ...line, id: `l${kept.length}`, keys: [line.key], formats: [format] })
    else {
      same.keys.push(line.key)
      same.formats = [...new Set([...same.formats, format])]
    }
  }
}

const AMOUNTS = [500, 2000, 2000, -320]
const move = fc.record({
  amount: fc.constantFrom(...AMOUNTS),
  day: fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04'),
  name: fc.constantFrom('Ana Ruiz', 'Léo Brun', 'Zoé Roy'),
  text: fc.constantFrom('don', 'pour la campagne', 'merci'),
})
const byDay = (a: Move, b: Move) => (a.day! < b.day! ? -1 : a.day! > b.day! ? 1 : 0)

test('whole days told in any formats, in any order, overlapping and again, are there once each', () => {
  const told = fc.record({ format: fc.constantFrom<Format>('camt', 'mt940', 'csv'), from: fc.nat(2), to: fc.nat(2) })
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 14 }), fc.array(told, { maxLength: 5 }), (moves, files) => {
      const ordered = moves.toSorted(byDay)
      const kept: Kept[] = []
      const days = ['2026-03-02', '2026-03-03', '2026-03-04']
      for (const { format, from, to } of [...files, { format: 'camt' as const, from: 0, to: 2 }]) {
        const some = ordered.filter(({ day }) => day! >= days[Math.min(from, to)]! && day! <= days[Math.max(from, to)]!)
        if (some.length > 0) keep(kept, format, linesOf(format, some))
      }
      const written = (lines: { booked?: string; day?: string; amount: number }[]) =>
        lines.map(({ booked, day, amount }) => `${booked ?? day} ${amount}`).toSorted()
      expect(written(kept)).toEqual(written(ordered))
    }),
    { numRuns: 300 },
  )
})

const [A, B]: Move[] = [
  { amount: 2000, name: 'Ana Ruiz', text: 'don', creditor: 'RF18539007547034' },
  { amount: 2000, name: 'Léo Brun', text: 'merci' },
]

test('of a day that a file tells in part, what another format tells besides is new, and each is who it is', () => {
  const kept: Kept[] = []
  keep(kept, 'csv', linesOf('csv', [A!]))
  keep(kept, 'camt', linesOf('camt', [B!, A!]))
  expect(kept).toHaveLength(2)
  expect(kept[0]!.keys).toHaveLength(2)
  expect(kept[1]!.name).toBe('Léo Brun')
})

test('two of one amount and day by two persons are two, whatever format tells the second', () => {
  const kept: Kept[] = []
  const [one, two] = [
    { ...A!, iban: 'FR7630004000031234567890143' },
    { ...B!, iban: 'DE02120300000000202051' },
  ]
  keep(kept, 'camt', linesOf('camt', [one, { amount: 5 }]))
  keep(kept, 'mt940', linesOf('mt940', [two]))
  expect(kept).toHaveLength(3)
})

test('what a format dates some days away is the same only with a reference in common', () => {
  const kept: Kept[] = []
  keep(
    kept,
    'csv',
    linesOf('csv', [
      { ...A!, day: '2026-03-03' },
      { ...B!, day: '2026-03-03' },
    ]),
  )
  keep(kept, 'camt', linesOf('camt', [A!, B!]))
  expect(kept.map(({ booked, keys, text }) => [booked, keys.length, text.includes('RF18')])).toEqual([
    ['2026-03-03', 1, false],
    ['2026-03-03', 2, true],
    ['2026-03-05', 1, false],
  ])
})

const movement = (id: string, more: Partial<Movement> = {}): Movement => ({
  id,
  amount: 2000,
  booked: '2026-03-05',
  references: {},
  text: '',
  name: null,
  iban: null,
  ...more,
})

test('what is undone is sure by a reference, or an account, that one alone shares; a name alone is shown', () => {
  const back = movement('r', { amount: -2000, name: 'ANA RUIZ', references: { endToEnd: 'E-123456' } })
  const [same, named, other] = [
    movement('a', { references: { endToEnd: 'E-123456' } }),
    movement('b', { name: 'Ana Ruiz' }),
    movement('c', { amount: 1999, references: { endToEnd: 'E-123456' } }),
  ]
  expect(undoneBy(back, [named, same, other]).sure?.id).toBe('a')
  expect(undoneBy(back, [named])).toMatchObject({ sure: undefined, candidates: [{ id: 'b', reasons: ['same-name'] }] })
  expect(undoneBy(back, [same, { ...same, id: 'd' }]).sure).toBeUndefined()
  expect(undoneBy(back, [{ ...same, booked: '2026-03-06' }])).toEqual({ sure: undefined, candidates: [] })
  expect(undoneBy(back, [movement('e', { references: { bank: 'E-123456' } })]).sure).toBeUndefined()
})

const payout = (lines: Partial<Payout['lines'][number]>[], amount: number): Payout => ({
  ref: 'po_1',
  amount,
  currency: 'EUR',
  arrives_on: '2026-03-05',
  lines: lines.map((one) => ({
    kind: 'payment',
    payment: undefined,
    amount: 0,
    fee: 0,
    net: (one.amount ?? 0) - (one.fee ?? 0),
    ...one,
  })),
})
const BOOKS = new Map([
  ['p1', 'A'],
  ['p2', 'B'],
  ['p3', 'B'],
])

test('a payout is its books’, less the fees of each; fees of the whole are shared to the cent', () => {
  const stripe = payout(
    [
      { payment: 'p1', amount: 2000, fee: 53 },
      { payment: 'p2', amount: 1000, fee: 39 },
      { kind: 'refund', payment: 'p3', amount: -300 },
    ],
    2608,
  )
  expect(sharesOf(stripe, BOOKS, splitAmount)).toEqual({
    shares: [
      { book: 'A', gross: 2000, fee: 53 },
      { book: 'B', gross: 700, fee: 39 },
    ],
    unknown: 0,
  })
  const mollie = payout(
    [
      { payment: 'p1', amount: 2000 },
      { payment: 'p2', amount: 1000 },
      { kind: 'fee', fee: 100, net: -100 },
    ],
    2900,
  )
  expect(sharesOf(mollie, BOOKS, splitAmount)!.shares.map(({ fee }) => fee)).toEqual([67, 33])
  expect(sharesOf(payout([{ payment: 'px', amount: 500 }], 500), BOOKS, splitAmount)).toEqual({ shares: [], unknown: 500 })
  expect(sharesOf({ ...stripe, amount: 2609 }, BOOKS, splitAmount)).toBeUndefined()
})

test('shares, fees and what is unknown always make up the payout', () => {
  const line = fc.record({
    payment: fc.constantFrom('p1', 'p2', 'p3', 'px', undefined),
    kind: fc.constantFrom('payment' as const, 'refund' as const, 'fee' as const, 'other' as const),
    amount: fc.integer({ min: -5000, max: 5000 }),
    fee: fc.integer({ min: 0, max: 90 }),
  })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const moved = lines.map((one) => ({ ...one, net: one.amount - one.fee }))
      const made = sharesOf(
        payout(
          moved,
          moved.reduce((sum, { net }) => sum + net, 0),
        ),
        BOOKS,
        splitAmount,
      )
      const sum = made!.shares.reduce((all, { gross, fee }) => all + gross - fee, made!.unknown)
      expect(sum).toBe(moved.reduce((all, { net }) => all + net, 0))
    }),
  )
})

test('a payout comes around its day, in its amount and currency', () => {
  const one = payout([], 2608)
  const line = { amount: 2608, booked: '2026-03-09', currency: 'EUR', text: '', name: 'STRIPE' }
  expect(payoutsLike(line, [one])).toHaveLength(1)
  for (const other of [{ booked: '2026-03-13' }, { booked: '2026-03-02' }, { amount: 2607 }, { currency: 'USD' }])
    expect(payoutsLike({ ...line, ...other }, [one])).toEqual([])
})

test.each([
  ['FR76 3000 6000 0112 3456 7890 189', OURS, true],
  ['FR7630006000011234567890189EUR', OURS, true],
  ['30006/00001/12345678901', OURS, true],
  ['3000600001 12345678901', OURS, true],
  ['12030000/202051', 'DE02120300000000202051', true],
  ['12030000/0000202051', 'DE02120300000000202051', true],
  ['12030000/202052', 'DE02120300000000202051', false],
  ['12030001/202051', 'DE02120300000000202051', false],
  ['FR7630004000031234567890143', OURS, false],
  ['202051', 'DE02120300000000202051', false],
  ['', OURS, false],
])('the account %s is that of %s: %s', (said, iban, is) => {
  expect(isOfAccount(said, iban)).toBe(is)
})
