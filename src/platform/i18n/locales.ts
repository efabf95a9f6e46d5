/** Languages that every page, error and mail is written in. */
export const LOCALES = ['fr', 'en', 'es'] as const

export type Locale = (typeof LOCALES)[number]

export function isLocale(text: unknown): text is Locale {
  return LOCALES.some((one) => one === text)
}

const languages = each((locale) => new Intl.DisplayNames(locale, { type: 'language' }).of(locale)!)
const regions = each((locale) => new Intl.DisplayNames(locale, { type: 'region' }))
const numbers = each((locale) => new Intl.NumberFormat(locale, { useGrouping: 'auto' }))

function each<T>(make: (locale: Locale) => T): Record<Locale, T> {
  return { fr: make('fr'), en: make('en'), es: make('es') }
}

/** "français", "English", "español": each language under its own name. */
export const languageName = (locale: Locale): string => languages[locale]

/** Name of a country by its ISO 3166 code, in a language. */
export const countryName = (locale: Locale, code: string): string => regions[locale].of(code)!

/** "100 000", "100,000", "100.000". */
export function formatNumber(locale: Locale, value: number): string {
  return numbers[locale].format(value)
}

/** English is written as most of the world outside the United States writes it. */
const DATES: Record<Locale, string> = { fr: 'fr', en: 'en-GB', es: 'es' }

const formats = new Map<string, Intl.DateTimeFormat>()

type DateOptions = Intl.DateTimeFormatOptions & { timeZone: string }

/**
 * Writer of dates in a language. Whoever writes one says by whose clocks: without, it would be those of the server. To make one takes fifty times
 * as long as to use it, so each is made once: there are as many as ways to say a date, in each zone.
 */
export function dateFormat(locale: Locale, options: DateOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const made = formats.get(key) ?? makeFormat(locale, options)
  formats.set(key, made)
  return made
}

function makeFormat(locale: Locale, options: DateOptions): Intl.DateTimeFormat {
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
