import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOCALES } from '../i18n/locales.ts'
import { CURRENCIES } from '../money.ts'
import { amountWords } from './words.ts'

// French in the spelling before 1990; Spanish by the Nueva gramática (RAE 2009, § 21.2–21.3): « veintiún », « cien mil », « un millón de euros ».
test.each<[number, string, string, string]>([
  [0, 'zéro euro', 'zero euros', 'cero euros'],
  [1, 'un euro', 'one euro', 'un euro'],
  [2, 'deux euros', 'two euros', 'dos euros'],
  [16, 'seize euros', 'sixteen euros', 'dieciséis euros'],
  [17, 'dix-sept euros', 'seventeen euros', 'diecisiete euros'],
  [20, 'vingt euros', 'twenty euros', 'veinte euros'],
  [21, 'vingt et un euros', 'twenty-one euros', 'veintiún euros'],
  [22, 'vingt-deux euros', 'twenty-two euros', 'veintidós euros'],
  [31, 'trente et un euros', 'thirty-one euros', 'treinta y un euros'],
  [40, 'quarante euros', 'forty euros', 'cuarenta euros'],
  [61, 'soixante et un euros', 'sixty-one euros', 'sesenta y un euros'],
  [70, 'soixante-dix euros', 'seventy euros', 'setenta euros'],
  [71, 'soixante et onze euros', 'seventy-one euros', 'setenta y un euros'],
  [80, 'quatre-vingts euros', 'eighty euros', 'ochenta euros'],
  [81, 'quatre-vingt-un euros', 'eighty-one euros', 'ochenta y un euros'],
  [91, 'quatre-vingt-onze euros', 'ninety-one euros', 'noventa y un euros'],
  [100, 'cent euros', 'one hundred euros', 'cien euros'],
  [101, 'cent un euros', 'one hundred and one euros', 'ciento un euros'],
  [180, 'cent quatre-vingts euros', 'one hundred and eighty euros', 'ciento ochenta euros'],
  [200, 'deux cents euros', 'two hundred euros', 'doscientos euros'],
  [201, 'deux cent un euros', 'two hundred and one euros', 'doscientos un euros'],
  [500, 'cinq cents euros', 'five hundred euros', 'quinientos euros'],
  [700, 'sept cents euros', 'seven hundred euros', 'setecientos euros'],
  [900, 'neuf cents euros', 'nine hundred euros', 'novecientos euros'],
  [999, 'neuf cent quatre-vingt-dix-neuf euros', 'nine hundred and ninety-nine euros', 'novecientos noventa y nueve euros'],
  [1000, 'mille euros', 'one thousand euros', 'mil euros'],
  [1001, 'mille un euros', 'one thousand and one euros', 'mil un euros'],
  [1100, 'mille cent euros', 'one thousand one hundred euros', 'mil cien euros'],
  [2000, 'deux mille euros', 'two thousand euros', 'dos mil euros'],
  [4600, 'quatre mille six cents euros', 'four thousand six hundred euros', 'cuatro mil seiscientos euros'],
  [21_000, 'vingt et un mille euros', 'twenty-one thousand euros', 'veintiún mil euros'],
  [80_000, 'quatre-vingt mille euros', 'eighty thousand euros', 'ochenta mil euros'],
  [100_000, 'cent mille euros', 'one hundred thousand euros', 'cien mil euros'],
  [101_000, 'cent un mille euros', 'one hundred and one thousand euros', 'ciento un mil euros'],
  [200_000, 'deux cent mille euros', 'two hundred thousand euros', 'doscientos mil euros'],
  [1_000_000, 'un million d’euros', 'one million euros', 'un millón de euros'],
  [1_000_001, 'un million un euros', 'one million and one euros', 'un millón un euros'],
  [1_500_000, 'un million cinq cent mille euros', 'one million five hundred thousand euros', 'un millón quinientos mil euros'],
  [2_000_000, 'deux millions d’euros', 'two million euros', 'dos millones de euros'],
  [80_000_000, 'quatre-vingts millions d’euros', 'eighty million euros', 'ochenta millones de euros'],
  [200_000_000, 'deux cents millions d’euros', 'two hundred million euros', 'doscientos millones de euros'],
  [1_000_000_000, 'un milliard d’euros', 'one billion euros', 'mil millones de euros'],
])('%i euros in words: %s; %s; %s', (...row) => {
  const [euros, fr, en, es] = row
  expect(LOCALES.map((locale) => amountWords(locale, euros * 100, 'EUR'))).toEqual(
    LOCALES.map((locale) => ({ fr, en, es })[locale]),
  )
})

test.each<[number, string, string, string, string]>([
  [1, 'EUR', 'un centime', 'one cent', 'un céntimo'],
  [1021, 'EUR', 'dix euros et vingt et un centimes', 'ten euros and twenty-one cents', 'diez euros con veintiún céntimos'],
  [101, 'GBP', 'une livre sterling et un penny', 'one pound sterling and one penny', 'una libra esterlina con un penique'],
  [2100, 'GBP', 'vingt et une livres sterling', 'twenty-one pounds sterling', 'veintiuna libras esterlinas'],
  [20_000, 'GBP', 'deux cents livres sterling', 'two hundred pounds sterling', 'doscientas libras esterlinas'],
  [
    2_100_000,
    'GBP',
    'vingt et un mille livres sterling',
    'twenty-one thousand pounds sterling',
    'veintiún mil libras esterlinas',
  ],
  [
    20_000_000,
    'GBP',
    'deux cent mille livres sterling',
    'two hundred thousand pounds sterling',
    'doscientas mil libras esterlinas',
  ],
  [100_000_000, 'GBP', 'un million de livres sterling', 'one million pounds sterling', 'un millón de libras esterlinas'],
  [500, 'JPY', 'cinq cents yens', 'five hundred yen', 'quinientos yenes'],
  [550, 'SEK', 'cinq couronnes suédoises et 50/100', 'five Swedish kronor and 50/100', 'cinco coronas suecas con 50/100'],
])('%i of %s in words: %s; %s; %s', (...row) => {
  const [amount, currency, fr, en, es] = row
  expect(LOCALES.map((locale) => amountWords(locale, amount, currency))).toEqual(
    LOCALES.map((locale) => ({ fr, en, es })[locale]),
  )
})

test('no two amounts are the same in words, none has a double space, and what is no amount has none', () => {
  for (const locale of LOCALES) {
    const said = new Set(Array.from({ length: 20_000 }, (_, n) => amountWords(locale, n * 7919, 'EUR')))
    expect(said.size).toBe(20_000)
    expect([...said].filter((words) => words!.includes('  ') || words!.includes('undefined'))).toEqual([])
    for (const none of [-1, 0.5, Number.NaN, 1e15]) expect(() => amountWords(locale, none, 'EUR')).toThrow(RangeError)
  }
})

test('a currency whose name is not known is said in no words rather than in wrong ones', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LOCALES), fc.constantFrom(...Object.keys(CURRENCIES)), fc.nat(1e9), (locale, currency, n) => {
      expect(amountWords(locale, n, currency) ?? 'none').not.toMatch(/undefined|NaN/)
    }),
  )
  expect(amountWords('fr', 100, 'PLN')).toBeUndefined()
})
