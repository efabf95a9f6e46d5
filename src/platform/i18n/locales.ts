/** Languages that every page, error and mail is written in. */
export const LOCALES = ['fr', 'en', 'es'] as const

export type Locale = (typeof LOCALES)[number]

export function isLocale(text: unknown): text is Locale {
  return LOCALES.includes(text as Locale)
}

/** "français", "English", "español": each language under its own name. */
export function languageName(locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(locale)!
}

/** Name of a country by its ISO 3166 code, in a language. */
export function countryName(locale: Locale, code: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code)!
}

const numbers = new Map<Locale, Intl.NumberFormat>(
  LOCALES.map((locale) => [locale, new Intl.NumberFormat(locale, { useGrouping: 'auto' })]),
)

/** "100 000", "100,000", "100.000". */
export function formatNumber(locale: Locale, value: number): string {
  return numbers.get(locale)!.format(value)
}

/** English is written as most of the world outside the United States writes it. */
const DATES: Record<Locale, string> = { fr: 'fr', en: 'en-GB', es: 'es' }

/** Writer of dates in a language. Whoever writes one says by whose clocks: without, it would be those of the server. */
export function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions & { timeZone: string }): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat(DATES[locale], options)
  return locale === 'fr' ? withFirst(format) : format
}

/** French counts the first of a month, and only that: « 1er mars », « 2 mars ». */
function withFirst(format: Intl.DateTimeFormat): Intl.DateTimeFormat {
  const said = format.format
  return Object.defineProperty(format, 'format', {
    value: (date: Date) => said(date).replace(/(?<!\d)1(?= [a-zéû]{3})/u, '1er'),
  })
}

/** "31 mars 2016". `day` is a date of the calendar, `YYYY-MM-DD`. */
export function formatDay(locale: Locale, day: string): string {
  return dateFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day))
}
