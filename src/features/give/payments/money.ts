import type { Locale } from '#platform/i18n/locales'
import { CURRENCIES } from './rules.ts'

const SPOKEN: Record<Locale, string> = { fr: 'fr', en: 'en-GB', es: 'es' }

/** "5 €", "€5", "5,50 €": an amount of the smallest unit, as one writes it; without cents where there are none. */
export function sayAmount(locale: Locale, amount: number, currency: string): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', trailingZeroDisplay: 'stripIfInteger' } as const
  return new Intl.NumberFormat(SPOKEN[locale], style).format(amount / 10 ** (CURRENCIES[currency] ?? 2))
}
