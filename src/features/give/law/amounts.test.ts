import fc from 'fast-check'
import { expect, test } from 'vitest'
import { typeAmount } from '#platform/money/typed'
import { euroWords, plainAmount, readAmount, sayAmount } from './index.ts'

const read = (text: string, currency = 'EUR', locale: 'fr' | 'en' | 'es' = 'fr') => {
  const found = readAmount(text, currency, locale)
  return 'amount' in found ? found.amount : found.problem.replace('law.amount.', '')
}

test.each<[string, number | string]>([
  ['5', 500],
  ['5,50', 550],
  ['5.50 €', 550],
  ['5,5', 550],
  ['€5.50', 550],
  ['5,50€', 550],
  ['EUR 20', 2000],
  ['20 eur', 2000],
  ['20 euros', 2000],
  ['  20  ', 2000],
  ['5€50', 550],
  ['5€5', 'unread'],
  ['5€50€60', 'unread'],
  ['$20', 'unread'],
  ['20 dollars', 'unread'],
  ['20 € par mois', 'unread'],
  ['€20€', 'unread'],
  ['1 000', 100_000],
  ['1\u00a0000,50', 100_050],
  ['1\u202f000', 100_000],
  ['1\u2009234\u2009567,89', 123_456_789],
  ['1’000', 100_000],
  ["1'000.50", 100_050],
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['1.234.567', 123_456_700],
  ['05', 500],
  ['0,01', 1],
  ['10.29', 1029],
  ['1234567.89', 123_456_789],
  ['10000000000', 1_000_000_000_000],
  ['', 'empty'],
  ['€', 'empty'],
  ['0', 'zero'],
  ['0,00', 'zero'],
  ['-5', 'negative'],
  ['− 5', 'negative'],
  ['-0', 'negative'],
  ['+5', 'unread'],
  ['5,505', 'unclear'],
  ['5,5055', 'fraction'],
  ['1.000', 'unclear'],
  ['0.000', 'unclear'],
  ['10000000000,01', 'huge'],
  ['9'.repeat(400), 'huge'],
  ['５', 'unread'],
  ['٥', 'unread'],
  ['1e3', 'unread'],
  ['0x10', 'unread'],
  ['NaN', 'unread'],
  ['Infinity', 'unread'],
  ['5 5', 'unread'],
  ['1 00', 'unread'],
  ['1000 000', 'unread'],
  ['1,00,000', 'unread'],
  ['1.23.456', 'unread'],
  ['1.2,3.4', 'unread'],
  ['1,234,567.8.9', 'unread'],
  [',50', 'unread'],
  ['5,', 'unread'],
  ['5..5', 'unread'],
  ['cinq', 'unread'],
  ['5 ou 10', 'unread'],
  ['5\u200b', 'unread'],
])('«%s» typed in euros by a French reader is %s', (text, wanted) => {
  expect(read(text)).toBe(wanted)
})

test('three digits after a mark are thousands to those who write them so, and else nobody’s', () => {
  expect([read('1,000', 'EUR', 'en'), read('1.000', 'EUR', 'es')]).toEqual([100_000, 100_000])
  expect([read('1.000', 'EUR', 'en'), read('1,000', 'EUR', 'es'), read('1,000', 'EUR', 'fr')]).toEqual([
    'unclear',
    'unclear',
    'unclear',
  ])
  expect([read('0,500', 'EUR', 'en'), read('1234,567', 'EUR', 'en')]).toEqual(['unclear', 'unclear'])
})

test('a currency has the decimals that ISO 4217 gives it', () => {
  expect([read('500', 'JPY'), read('500,5', 'JPY'), read('¥1,000', 'JPY', 'en')]).toEqual([500, 'fraction', 1000])
  expect([read('5,500', 'TND'), read('5,5', 'TND'), read('5,5005', 'TND')]).toEqual([5500, 5500, 'fraction'])
  // Thousands or thousandths: nobody can tell.
  expect([read('5,500', 'TND', 'en'), read('5.500', 'TND', 'en')]).toEqual(['unclear', 5500])
  // Intl shows none of these with decimals (ICU of Node 24.21), and three for none of Iraq.
  expect([read('5,50', 'HUF'), read('5,50', 'COP'), read('5,50', 'IDR'), read('5,505', 'IQD')]).toEqual([550, 550, 550, 5505])
  expect(new Intl.NumberFormat('fr', { style: 'currency', currency: 'HUF' }).resolvedOptions().maximumFractionDigits).toBe(0)
  expect([plainAmount(5, 'EUR'), plainAmount(5, 'JPY'), plainAmount(5, 'TND')]).toEqual(['0.05', '5', '0.005'])
  expect(() => readAmount('5', 'XYZ', 'fr')).toThrow(RangeError)
})

test('amounts are said as readers write them, to the last cent', () => {
  expect(sayAmount('fr', 550, 'EUR')).toBe('5,50\u00a0€')
  expect(sayAmount('fr', 460_000, 'EUR')).toBe('4\u202f600\u00a0€')
  expect([sayAmount('en', 1029, 'EUR'), sayAmount('en', 500, 'GBP')]).toEqual(['€10.29', '£5'])
  expect([sayAmount('es', 1029, 'EUR'), sayAmount('fr', 5500, 'TND')]).toEqual(['10,29\u00a0€', '5,500\u00a0TND'])
  expect(sayAmount('en', Number.MAX_SAFE_INTEGER, 'EUR')).toBe('€90,071,992,547,409.91')
})

test('an amount that a field shows is as its reader types it', () => {
  expect((['fr', 'en', 'es'] as const).map((locale) => typeAmount(locale, 550, 'EUR'))).toEqual(['5,50', '5.50', '5,50'])
  expect([typeAmount('fr', 120_000, 'EUR'), typeAmount('fr', 5000, 'JPY'), typeAmount('en', 5, 'EUR')]).toEqual([
    '1200',
    '5000',
    '0.05',
  ])
})

test('what is said is read as the same amount', () => {
  const one = fc.integer({ min: 1, max: 1_000_000_000_000 })
  fc.assert(
    fc.property(
      one,
      fc.constantFrom('EUR', 'JPY', 'GBP'),
      fc.constantFrom('fr' as const, 'en' as const, 'es' as const),
      (n, currency, locale) => {
        expect(readAmount(sayAmount(locale, n, currency), currency, locale)).toEqual({
          amount: n,
        })
        expect(readAmount(plainAmount(n, 'EUR'), 'EUR', locale)).toEqual({ amount: n })
        expect(readAmount(typeAmount(locale, n, currency), currency, locale)).toEqual({ amount: n })
      },
    ),
  )
})

test('whatever is typed is a whole amount above zero or a reason', () => {
  const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,-+ €e\u00a0’５') }))
  fc.assert(
    fc.property(typed, fc.constantFrom('EUR', 'JPY', 'TND'), (text, currency) => {
      const found = readAmount(text, currency, 'fr')
      if ('problem' in found) return
      expect(Number.isSafeInteger(found.amount) && found.amount > 0).toBe(true)
      expect(text).toMatch(/[0-9]/)
      expect(text).not.toMatch(/[-+e５]/)
    }),
    { numRuns: 2000 },
  )
})

test.each<[number, string]>([
  [0, 'zéro euro'],
  [1, 'un centime'],
  [29, 'vingt-neuf centimes'],
  [100, 'un euro'],
  [150, 'un euro et cinquante centimes'],
  [1029, 'dix euros et vingt-neuf centimes'],
  [2100, 'vingt et un euros'],
  [7100, 'soixante et onze euros'],
  [7700, 'soixante-dix-sept euros'],
  [8000, 'quatre-vingts euros'],
  [8100, 'quatre-vingt-un euros'],
  [9100, 'quatre-vingt-onze euros'],
  [9900, 'quatre-vingt-dix-neuf euros'],
  [10_000, 'cent euros'],
  [20_000, 'deux cents euros'],
  [20_100, 'deux cent un euros'],
  [100_000, 'mille euros'],
  [460_000, 'quatre mille six cents euros'],
  [750_080, 'sept mille cinq cents euros et quatre-vingts centimes'],
  [8_000_000, 'quatre-vingt mille euros'],
  [20_000_000, 'deux cent mille euros'],
  [100_000_000, 'un million d’euros'],
  [200_000_100, 'deux millions un euros'],
  [8_000_000_000, 'quatre-vingts millions d’euros'],
  [1_000_000_000_000, 'dix milliards d’euros'],
])('%i cents in French words: %s', (cents, words) => {
  expect(euroWords(cents)).toBe(words)
})

test('no two amounts are the same in words, and what is no amount has none', () => {
  const said = new Set(Array.from({ length: 20_000 }, (_, n) => euroWords(n * 37)))
  expect(said.size).toBe(20_000)
  for (const none of [-1, 0.5, Number.NaN]) expect(() => euroWords(none)).toThrow(RangeError)
})
