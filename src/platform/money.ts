import type { Locale } from './i18n/locales.ts'

// The one place where amounts are read, written and said: always whole numbers of the currency's smallest unit, never rounded.

/** The most that is taken for an amount that somebody typed, in the smallest unit: sums of many stay exact. */
export const MOST = 1_000_000_000_000

/**
 * Digits after the point, of the currencies that have not two (ISO 4217, list one). Not taken from `Intl`: it says how people write prices, without digits
 * for the forint, the rupiah, the Colombian peso and fourteen others whose banks do write them (findings/digits-of-currencies.sh).
 */
const DIGITS: ReadonlyMap<string, number> = new Map(
  (
    [
      ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0],
      ['BHD IQD JOD KWD LYD OMR TND', 3],
      ['CLF UYW', 4],
    ] as const
  ).flatMap(([codes, digits]) => codes.split(' ').map((code) => [code, digits] as const)),
)

const known: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...DIGITS.keys()])

/** How many digits a currency has after the point; throws for what is none. */
export function digitsOf(currency: string): number {
  if (!known.has(currency)) throw new RangeError(`No currency: ${currency}`)
  return DIGITS.get(currency) ?? 2
}

/**
 * Currencies that we take, each with its digits: only those in which ISO 4217, Stripe and Mollie mean the same. Left out, by what each means (`money.test.ts`):
 * to Stripe ISK and UGX have two digits that must be 00, MGA none, the dinars a third that must be 0; HUF and TWD are paid out in whole ones alone.
 */
export const CURRENCIES: Readonly<Record<string, number>> = Object.fromEntries(
  'EUR GBP USD CHF CAD AUD NZD SEK NOK DKK PLN CZK RON JPY'.split(' ').map((code) => [code, digitsOf(code)]),
)

/** An amount of the database (bigint, which the driver gives as a text) as a number that is whole. */
export function amountOf(text: string): number {
  const amount = Number(text)
  if (!Number.isSafeInteger(amount)) throw new Error(`No whole number: ${text}`)
  return amount
}

/** An amount as a decimal with a point, for files, banks and providers: 500 of EUR is `5.00`, of JPY `500`, -5 of EUR `-0.05`. From integers alone. */
export function decimalOf(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`No amount: ${amount}`)
  const digits = digitsOf(currency)
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * A decimal with a point, as banks write it. undefined: it is none, of no currency, has more digits than its currency, or is too large to be exact. Zeros beyond
 * the currency's digits are no digits. Digits of ASCII alone: those of other scripts, and full-width ones, are no amount.
 */
export function readDecimal(text: string, currency: string): number | undefined {
  const [, sign = '', whole = '', part = ''] = /^([+-]?)(\d{1,18})?(?:\.(\d*))?$/.exec(text) ?? []
  if ((whole === '' && part === '') || !known.has(currency)) return undefined
  const digits = digitsOf(currency)
  if (/[^0]/.test(part.slice(digits))) return undefined
  const amount = Number(`${whole}${part.slice(0, digits).padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(amount)) return undefined
  return sign === '-' && amount !== 0 ? -amount : amount
}

/** A decimal just as `decimalOf` writes it: what a provider says. Throws at anything else. */
export function ofDecimal(text: string, currency: string): number {
  const amount = readDecimal(text, currency)
  if (amount === undefined || decimalOf(amount, currency) !== text) throw new Error(`No amount of ${currency}: ${text}`)
  return amount
}

/** English is written as most of the world outside the United States writes it. */
export const SPOKEN: Record<Locale, string> = { fr: 'fr', en: 'en-GB', es: 'es' }

const formats = new Map<string, Intl.NumberFormat>()

/** "5 €", "5,50 €", "€5.50": as readers of the language write it; decimals only where there are any. */
export function sayAmount(locale: Locale, amount: number, currency: string): string {
  const digits = amount % 10 ** digitsOf(currency) === 0 ? 0 : digitsOf(currency)
  const key = `${locale} ${currency} ${digits}`
  const made = formats.get(key) ?? formatOf(locale, currency, digits)
  formats.set(key, made)
  // As a text: a number would be divided first, and a large one not exactly.
  return made.format(decimalOf(amount, currency) as `${number}`)
}

function formatOf(locale: Locale, currency: string, digits: number): Intl.NumberFormat {
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(SPOKEN[locale], { style: 'currency', currency, currencyDisplay: 'symbol', ...decimals })
}
