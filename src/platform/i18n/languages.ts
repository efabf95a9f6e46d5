import { languageName, type Locale } from './locales.ts'

/** Languages that people say they speak: ISO 639-1. */
export const LANGUAGES = ['fr', 'en', 'es', 'ar', 'br', 'ca', 'de', 'eu', 'it', 'oc', 'pt', 'ro', 'tr', 'zh'] as const

/** Name of a language, in the reader's. */
export function languageOf(locale: Locale, language: string): string {
  return language === locale
    ? languageName(locale)
    : (new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language)
}
