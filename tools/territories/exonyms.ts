import type { Alias } from './former.ts'
import { plain, type Town, WORLD } from './world.ts'

/** Countries whose towns have names in several languages at home, however small they are. */
const OF_SEVERAL_LANGUAGES = ['BE', 'CH', 'LU']
/** Elsewhere, a town that strangers have a name for. Inhabitants. */
const KNOWN_ABROAD = 15_000

/** Shorter ones are too often a slip of another name. What French, English, Spanish, German, Italian, Dutch and Portuguese are written with. */
const WRITTEN = /^[a-zàâäáãçéèêëîïíìñóòôöõúùûüßœæ .'’-]{4,}$/i
/** Soft letters of Russian. */
const SOFT = /[bcfghjkmnpqrstvwxz]'/i
/** What says what it is, and not how it is called. */
const DESCRIBED =
  /\b(city|town|stad|ville|citta|kota|lungsod|kreisfreie|commune|kommune|municipality|gemeente|landeshauptstadt|bandar)\b/i

/** Names of towns abroad besides the one that GeoNames gives first. It does not say in which language each is. */
export function namesAbroad(towns: Town[]): Alias[] {
  return towns.filter(isNamedElsewhere).flatMap(({ country, id, name, alternates }) => {
    const seen = new Set([plain(name)])
    const names = alternates.split(',').filter((other) => {
      // Sounds of other scripts are written small.
      const written =
        /^\p{Lu}/u.test(other) &&
        WRITTEN.test(other) &&
        !SOFT.test(other) &&
        !DESCRIBED.test(plain(other)) &&
        other !== other.toUpperCase()
      return written && !seen.has(plain(other)) && seen.add(plain(other))
    })
    return names.length > 0 ? [{ place: `${country}-${id}`, names, codes: [], postalCodes: [] }] : []
  })
}

const isNamedElsewhere = ({ country, population }: Town) =>
  WORLD.includes(country) && (OF_SEVERAL_LANGUAGES.includes(country) || population >= KNOWN_ABROAD)
