import type { Locale } from '../i18n/locales.ts'
import { decimalOf, digitsOf, MOST } from '../money.ts'
import { englishNumber } from './words-en.ts'
import { spanishNumber } from './words-es.ts'
import { frenchNumber } from './words-fr.ts'

/** What a currency is called, of one and of more; its hundredth the same. `f`: feminine. */
type Names = { unit: [string, string]; cent?: [string, string]; f?: true }

const CENT_FR: [string, string] = ['centime', 'centimes']
const CENT_EN: [string, string] = ['cent', 'cents']
const CENT_ES: [string, string] = ['céntimo', 'céntimos']

const NAMES: Record<Locale, Record<string, Names>> = {
  fr: {
    EUR: { unit: ['euro', 'euros'], cent: CENT_FR },
    GBP: { unit: ['livre sterling', 'livres sterling'], cent: ['penny', 'pence'], f: true },
    USD: { unit: ['dollar américain', 'dollars américains'], cent: ['cent', 'cents'] },
    CAD: { unit: ['dollar canadien', 'dollars canadiens'], cent: ['cent', 'cents'] },
    AUD: { unit: ['dollar australien', 'dollars australiens'], cent: ['cent', 'cents'] },
    CHF: { unit: ['franc suisse', 'francs suisses'], cent: CENT_FR },
    SEK: { unit: ['couronne suédoise', 'couronnes suédoises'], f: true },
    NOK: { unit: ['couronne norvégienne', 'couronnes norvégiennes'], f: true },
    DKK: { unit: ['couronne danoise', 'couronnes danoises'], f: true },
    JPY: { unit: ['yen', 'yens'] },
  },
  en: {
    EUR: { unit: ['euro', 'euros'], cent: CENT_EN },
    GBP: { unit: ['pound sterling', 'pounds sterling'], cent: ['penny', 'pence'] },
    USD: { unit: ['US dollar', 'US dollars'], cent: CENT_EN },
    CAD: { unit: ['Canadian dollar', 'Canadian dollars'], cent: CENT_EN },
    AUD: { unit: ['Australian dollar', 'Australian dollars'], cent: CENT_EN },
    CHF: { unit: ['Swiss franc', 'Swiss francs'], cent: ['centime', 'centimes'] },
    SEK: { unit: ['Swedish krona', 'Swedish kronor'] },
    NOK: { unit: ['Norwegian krone', 'Norwegian kroner'] },
    DKK: { unit: ['Danish krone', 'Danish kroner'] },
    JPY: { unit: ['yen', 'yen'] },
  },
  es: {
    EUR: { unit: ['euro', 'euros'], cent: CENT_ES },
    GBP: { unit: ['libra esterlina', 'libras esterlinas'], cent: ['penique', 'peniques'], f: true },
    USD: { unit: ['dólar estadounidense', 'dólares estadounidenses'], cent: ['centavo', 'centavos'] },
    CAD: { unit: ['dólar canadiense', 'dólares canadienses'], cent: ['centavo', 'centavos'] },
    AUD: { unit: ['dólar australiano', 'dólares australianos'], cent: ['centavo', 'centavos'] },
    CHF: { unit: ['franco suizo', 'francos suizos'], cent: CENT_ES },
    SEK: { unit: ['corona sueca', 'coronas suecas'], f: true },
    NOK: { unit: ['corona noruega', 'coronas noruegas'], f: true },
    DKK: { unit: ['corona danesa', 'coronas danesas'], f: true },
    JPY: { unit: ['yen', 'yenes'] },
  },
}

const NUMBERS: Record<Locale, (n: number, feminine?: boolean) => string> = {
  fr: frenchNumber,
  en: englishNumber,
  es: spanishNumber,
}
const AND: Record<Locale, string> = { fr: 'et', en: 'and', es: 'con' }
/** « un million d’euros », « un millón de euros ». */
const OF: Record<Locale, (unit: string) => string> = {
  fr: (unit) => (/^[aeiouyé]/i.test(unit) && unit !== 'yens' ? ` d’${unit}` : ` de ${unit}`),
  en: (unit) => ` ${unit}`,
  es: (unit) => ` de ${unit}`,
}

/** "dix euros et vingt-neuf centimes": an amount in words, as on a receipt. From integers alone. undefined: of a currency whose name is not known here. */
export function amountWords(locale: Locale, amount: number, currency: string): string | undefined {
  const names = NAMES[locale][currency]
  if (!names) return undefined
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > MOST) throw new RangeError(`No amount: ${amount}`)
  const [whole = '0', part = ''] = decimalOf(amount, currency).split('.')
  const [units, parts] = [Number(whole), Number(part)]
  const said = units > 0 || parts === 0 ? [countOf(locale, units, names)] : []
  if (parts > 0) said.push(partOf(locale, { parts, currency }, names))
  return said.join(` ${AND[locale]} `)
}

function countOf(locale: Locale, n: number, { unit, f }: Names): string {
  const number = NUMBERS[locale](n, f)
  if (n > 0 && n % 1_000_000 === 0) return `${number}${OF[locale](unit[1])}`
  return `${number} ${isOne(locale, n) ? unit[0] : unit[1]}`
}

function partOf(locale: Locale, { parts, currency }: { parts: number; currency: string }, { cent }: Names): string {
  if (!cent) return `${String(parts).padStart(digitsOf(currency), '0')}/${10 ** digitsOf(currency)}`
  return `${NUMBERS[locale](parts)} ${isOne(locale, parts) ? cent[0] : cent[1]}`
}

/** In French nothing is one, too: « zéro euro ». */
const isOne = (locale: Locale, n: number): boolean => n === 1 || (locale === 'fr' && n === 0)
