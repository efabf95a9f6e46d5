import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf, CURRENCIES, decimalOf, ofDecimal, sayAmount } from './money.ts'

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
    '500\u00A0¥',
  ])
})
