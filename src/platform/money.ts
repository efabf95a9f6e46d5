import type { Locale } from './i18n/locales.ts'

/** An amount of the database (bigint, which the driver gives as a text) as a number that is whole. */
export function amountOf(text: string): number {
  const amount = Number(text)
  if (!Number.isSafeInteger(amount)) throw new Error(`No whole number: ${text}`)
  return amount
}

/**
 * Currencies that we take, each with its decimals (ISO 4217). Only those in which ISO and the providers mean the same: for Stripe ISK and UGX have two
 * decimals, MGA none and KWD a third that must be 0, against ISO.
 */
export const CURRENCIES: Readonly<Record<string, number>> = {
  EUR: 2,
  GBP: 2,
  USD: 2,
  CHF: 2,
  CAD: 2,
  AUD: 2,
  NZD: 2,
  SEK: 2,
  NOK: 2,
  DKK: 2,
  PLN: 2,
  CZK: 2,
  RON: 2,
  JPY: 0,
}

/** An amount as some write it: 500 of EUR is `5.00`, of JPY `500`. */
export function decimalOf(amount: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const digits = String(amount).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** And read back. Throws when it is none, or more precise than its currency. */
export function ofDecimal(text: string, currency: string): number {
  const decimals = decimalsOf(currency)
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '' || part.length !== decimals) throw new Error(`No amount of ${currency}: ${text}`)
  return amountOf(`${sign}${whole}${part}`)
}

function decimalsOf(currency: string): number {
  const decimals = CURRENCIES[currency]
  if (decimals === undefined) throw new Error(`Unknown currency ${currency}`)
  return decimals
}

const SPOKEN: Record<Locale, string> = { fr: 'fr', en: 'en-GB', es: 'es' }

/** "5 €", "€5", "5,50 €": an amount of the smallest unit, as one writes it; without cents where there are none. */
export function sayAmount(locale: Locale, amount: number, currency: string): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' } as const
  return new Intl.NumberFormat(SPOKEN[locale], style).format(amount / 10 ** (CURRENCIES[currency] ?? 2))
}
