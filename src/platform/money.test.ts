import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf, CURRENCIES, decimalOf, digitsOf, ofDecimal, readDecimal, sayAmount } from './money.ts'
import { readAmount } from './money/typed.ts'

test('amounts are written with the decimals of their currency, and read back', () => {
  expect([decimalOf(5, 'EUR'), decimalOf(500, 'EUR'), decimalOf(500, 'JPY'), ofDecimal('-10.50', 'EUR')]).toEqual([
    '0.05',
    '5.00',
    '500',
    -1050,
  ])
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), fc.constantFrom(...Object.keys(CURRENCIES)), (amount, currency) => {
      fc.pre(amount < 1e15)
      expect(ofDecimal(decimalOf(amount, currency), currency)).toBe(amount)
    }),
  )
})

test.each(['5', '5.0', '5.000', '1e3', '', '٥.٠٠', '5,00', 'NaN', '0x5.00', ' 5.00', '99999999999999999.00'])(
  '«%s» is no amount of euros',
  (text) => {
    expect(() => ofDecimal(text, 'EUR')).toThrow(/No amount|No whole/)
  },
)

test('what a JavaScript number does not hold whole is no amount', () => {
  expect(amountOf('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
  expect(() => amountOf('9007199254740993')).toThrow('No whole number')
})

test('an amount is said as one writes it, with cents where there are some', () => {
  expect([sayAmount('fr', 500, 'EUR'), sayAmount('en', 550, 'EUR'), sayAmount('es', 500, 'JPY')]).toEqual([
    '5\u00A0€',
    '€5.50',
    '500\u00A0JPY',
  ])
})

/**
 * Digits after the point: of ISO 4217, of an amount told to Stripe (docs.stripe.com/currencies, "special cases", in 2026), and of one told to Mollie
 * (docs.mollie.com/docs/multicurrency, in 2026); null: not taken there, or nothing was read. `whole`: there may be digits, and they must be noughts.
 */
const MEANT: [string, { iso: number; stripe: number; mollie: number | null; whole?: 'stripe' | 'payouts' }][] = [
  ['EUR', { iso: 2, stripe: 2, mollie: 2 }],
  ['JPY', { iso: 0, stripe: 0, mollie: 0 }],
  ['HUF', { iso: 2, stripe: 2, mollie: 2, whole: 'payouts' }],
  ['TWD', { iso: 2, stripe: 2, mollie: null, whole: 'payouts' }],
  ['ISK', { iso: 0, stripe: 2, mollie: 0, whole: 'stripe' }],
  ['UGX', { iso: 0, stripe: 2, mollie: null, whole: 'stripe' }],
  ['KWD', { iso: 3, stripe: 3, mollie: null, whole: 'stripe' }],
  ['MGA', { iso: 2, stripe: 0, mollie: null }],
]

test.each(MEANT)('%s is taken only if ISO 4217 and both providers mean the same by an amount of it', (code, meant) => {
  const { iso, stripe, mollie, whole } = meant
  expect(digitsOf(code)).toBe(iso)
  expect(code in CURRENCIES).toBe(iso === stripe && iso === mollie && whole === undefined)
})

test('Intl says how people write prices, which is not what banks mean', () => {
  const spoken = (currency: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  expect(['HUF', 'COP', 'IQD', 'EUR'].map((code) => [spoken(code), digitsOf(code)])).toEqual([
    [0, 2],
    [0, 2],
    [0, 3],
    [2, 2],
  ])
})

test('an amount is read the same wherever it comes from, or not at all', () => {
  // Full-width and Arabic digits look like an amount to who typed them; taken for one they would be another to some machine.
  for (const text of ['５', '５．００', '٥', '1e3', '0x5', '5,00', ' 5', '5 ', '+', '', '.', '--5'])
    expect(readDecimal(text, 'EUR'), text).toBeUndefined()
  for (const text of ['５', '５０', '٥', '1e3', '0x5', '½']) expect(readAmount(text, 'EUR', 'fr')).toEqual({ problem: 'unread' })
  expect([readDecimal('5.000', 'EUR'), readDecimal('5.001', 'EUR'), readDecimal('5', 'ZZZ')]).toEqual([500, undefined, undefined])
  expect([readAmount('500', 'JPY', 'fr'), readAmount('500,5', 'JPY', 'fr')]).toEqual([{ amount: 500 }, { problem: 'fraction' }])
})

test('nothing is rounded: what is no whole number of the smallest unit is not written', () => {
  for (const none of [0.1, 10.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => decimalOf(none, 'EUR')).toThrow(RangeError)
  expect(() => sayAmount('fr', 0.5, 'EUR')).toThrow(RangeError)
  expect(() => digitsOf('ZZZ')).toThrow(RangeError)
  // One cent more than what a float divides exactly.
  expect(sayAmount('en', 9_007_199_254_740_991, 'EUR')).toBe('€90,071,992,547,409.91')
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (amount, currency) => {
      expect(readDecimal(decimalOf(amount, currency), currency)).toBe(amount === 0 ? 0 : amount)
    }),
  )
})
