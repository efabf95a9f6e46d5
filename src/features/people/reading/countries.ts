import { getCountries } from 'libphonenumber-js/max'
import { normalise } from '#platform/text/normalise'

const CODES = new Set<string>(getCountries())

/** Languages in which files call countries. */
const LANGUAGES = ['fr', 'en', 'es', 'de', 'it', 'pt', 'ca', 'nl']

/** Names that people write, and that no list of countries has. */
const CALLED: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  'estados unidos de america': 'US',
  'etats unis d amerique': 'US',
  'united states of america': 'US',
  eeuu: 'US',
  'ee uu': 'US',
  uk: 'GB',
  angleterre: 'GB',
  england: 'GB',
  ecosse: 'GB',
  scotland: 'GB',
  'pays de galles': 'GB',
  wales: 'GB',
  'grande bretagne': 'GB',
  'great britain': 'GB',
  'gran bretana': 'GB',
  inglaterra: 'GB',
  grossbritannien: 'GB',
  hollande: 'NL',
  holanda: 'NL',
  holland: 'NL',
  'france metropolitaine': 'FR',
  'france continentale': 'FR',
  bundesrepublik: 'DE',
  'republique tcheque': 'CZ',
  'czech republic': 'CZ',
  'republica checa': 'CZ',
}

const NAMES = new Map([
  ...LANGUAGES.flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: 'region' })
    return getCountries().map((code): [string, string] => [normalise(names.of(code)!), code])
  }),
  ...Object.entries(CALLED),
])

/** The code of a country as files write it, by its own code or a name; undefined where nobody can tell. */
export function countryIn(text: string): string | undefined {
  const code = text.toUpperCase()
  return CODES.has(code) ? code : NAMES.get(normalise(text))
}
