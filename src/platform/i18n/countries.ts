import { getCountries } from 'libphonenumber-js/max'
import { countryName, type Locale } from './locales.ts'

type Option = { value: string; text: string }

const known = new Map<string, Option[]>()

/** Every country (ISO 3166-1 alpha-2) under its name in the language; first the one that most who ask live in. */
export function countryOptions(locale: Locale, first: string): Option[] {
  const key = `${locale} ${first}`
  const options = known.get(key) ?? inOrder(locale, first)
  known.set(key, options)
  return options
}

function inOrder(locale: Locale, first: string): Option[] {
  return getCountries()
    .map((code) => ({ value: code, text: countryName(locale, code) }))
    .toSorted((a, b) => Number(b.value === first) - Number(a.value === first) || a.text.localeCompare(b.text, locale))
}

/** Zones in which the clocks of a country stand, as ICU has them of the IANA time zone database (zone1970.tab); none for a code that is none. */
export function zonesOf(country: string): string[] {
  return /^[A-Z]{2}$/.test(country) ? (new Intl.Locale('und', { region: country }).getTimeZones() ?? []) : []
}

/** Every zone by its IANA name, for who chooses one. */
export const ZONES = Intl.supportedValuesOf('timeZone')

/** Whether clocks go by that name. An offset is none: PostgreSQL reads its sign the other way round (manual, §B.5). */
export function isZone(text: string): boolean {
  return text === 'UTC' || (/^[A-Z][A-Za-z]+\//.test(text) && isKnown(text))
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}
