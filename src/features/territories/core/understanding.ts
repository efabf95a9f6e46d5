import { distanceKm } from '#platform/geo/points'
import { normalise } from '#platform/text/normalise'
import { type Atlas, CLEARLY, clearest, type Town } from './atlas.ts'
import { resembling } from './likeness.ts'
import type { AreaId } from './tables.ts'
import { comparable, type Parts, partsOf, type Typed, withoutArea } from './typed.ts'

export type { Typed }

/** What was understood. `place`: none when nothing is sure. `department_id`: of the place, or of all towns of the code. `postal_code`: in its form; as typed when it is none. */
export type Understood = {
  country: AreaId
  postal_code: string | null
  place: Town | undefined
  department_id: AreaId | null
}

/** The facts that a decision is made of. */
export type Facts = {
  parts: Parts
  /** Towns of the code. */
  near: Town[]
  /** Towns that bear the name, today or once. */
  named: Town[]
  /** Towns of other countries that bear it, where a country is known to its last village, and has none. Looked up when it is asked: few have to be. */
  abroad(): Town[]
  /** The code, read as one of INSEE. */
  coded: Town[]
}

/** The country whose towns are all known: elsewhere a name that is unknown may be of a village, and not of a town abroad. */
const WHOLE = 'FR'

export function understand(atlas: Atlas, typed: Typed): Understood {
  const facts = factsOf(atlas, typed)
  const { parts, near } = facts
  const place = decide(atlas, facts)
  if (place && place.country !== parts.country)
    return { country: place.country, postal_code: parts.short ?? parts.code, place, department_id: place.department_id }
  const code = parts.code ?? (place ? (atlas.index(parts.country).codeOf(comparable(parts.name)) ?? null) : null)
  const common = parts.department ?? (doubted(facts) ? null : departmentOf(near))
  return { country: parts.country, postal_code: code, place, department_id: place ? place.department_id : common }
}

/** Looks up what each part says alone. */
export function factsOf(atlas: Atlas, typed: Typed): Facts {
  const parts = partsOf(typed)
  const { country, code, name, area } = parts
  const index = atlas.index(country)
  const bearers = (name: string) => index.named(comparable(name), typed.on).map(atlas.town)
  const whole = name === '' ? [] : bearers(name)
  const within = whole.length > 0 || area === '' ? whole : bearers(withoutArea(name)).filter((town) => liesIn(atlas, town, area))
  const id = `${country}-${code}`
  const today = code ? atlas.find(id) : undefined
  const near = code ? atlas.withPostalCode(country, code) : []
  // Whose code is of somewhere says where she is: the land that was said tells homonyms apart where none is.
  const here = parts.department && near.length === 0 ? parts.department : null
  return {
    parts,
    near,
    named: here ? within.filter(({ department_id }) => department_id === here) : within,
    abroad: () => (name === '' || country !== WHOLE ? [] : atlas.abroad(country, name)),
    coded: code ? [...(today ? [today] : []), ...index.identified(id, typed.on).map(atlas.town)] : [],
  }
}

/** Whether a town lies in what was written behind its name: «93», «Seine-Saint-Denis». */
function liesIn({ departments }: Atlas, { country, department_id }: Town, area: string): boolean {
  const said = normalise(area)
  return departments.some(
    ({ id, name }) =>
      id === department_id &&
      ([said, `la ${said}`, `l ${said}`, `les ${said}`, `le ${said}`].includes(normalise(name)) ||
        id === `${country}-${said.toUpperCase()}`),
  )
}

function decide(atlas: Atlas, facts: Facts): Town | undefined {
  const { parts, near, named, coded } = facts
  if (parts.name === '') return near.length === 1 ? near[0] : undefined
  // A code of INSEE that stands for a postal code counts where the name says the same.
  const agreed = bothOf(near.length > 0 ? [...near, ...coded] : coded, named)
  if (agreed.length > 0) return only(agreed) ?? only(agreed.filter((town) => normalise(town.name) === comparable(parts.name)))
  if (near.length > 0) return foreign(facts) ?? byCode(atlas, facts)
  return byName(facts)
}

/** No town of the code bears the name: the one that resembles it, or the only one there is, unless the name says another. */
function byCode(atlas: Atlas, facts: Facts): Town | undefined {
  const { parts, near, abroad } = facts
  if (saysNeighbour(facts)) return undefined
  const alike = resembling(comparable(parts.name), near, (town) => atlas.namesOf(town))
  if (alike || near.length > 1 || othersOf(facts).length > 0) return alike
  // Who receives mail for enterprises may sit elsewhere; and a town abroad of that name may be meant.
  return atlas.index(parts.country).isOrdinary(parts.code!) && abroad().length === 0 ? near[0] : undefined
}

/** The code says nothing: the name has to, with the department that the code begins with. */
function byName({ parts, named, abroad }: Facts): Town | undefined {
  const hint = parts.country === WHOLE && parts.code ? prefixOf(parts.code) : null
  if (hint) return only(named.filter(({ department_id }) => hint.includes(department_id!)))
  if (named.length === 0) return parts.department ? undefined : clearest(abroad())
  // In France whoever meant a small one of several could have said so by its code, and did not know that he had to.
  const place = parts.country === WHOLE ? only(named) : clearest(named)
  return place && isOutshone(place, abroad()) ? undefined : place
}

/** A town abroad that everybody knows by that name: Cologne is a village in the Gers, too. */
const isOutshone = ({ population }: Town, [known]: Town[]) =>
  known !== undefined && known.population >= CLEARLY * Math.max(1, population)

/** The name says a town of another department, which the code excludes: not even the department is sure. */
const doubted = (facts: Facts) =>
  bothOf(facts.near, facts.named).length === 0 &&
  othersOf(facts).some(({ department_id }) => department_id !== facts.near[0]?.department_id)

/** The name is one of a town near those of the code, which the code excludes. */
function saysNeighbour({ near, named }: Facts): boolean {
  const departments = new Set(near.map(({ department_id }) => department_id))
  return named.some(({ department_id }) => department_id !== null && departments.has(department_id))
}

/** A town of so many inhabitants is known by its name, however large another is; one so near to it may be a quarter of it that the list has as a place. */
const WELL_KNOWN = 20_000
const WITHIN_KM = 10

/** Towns of the name elsewhere, which are not small, or not beside that of the code: a quarter of Lyon may be called like a village. */
const othersOf = ({ near: [first], named }: Facts) => (first ? named.filter((town) => isOther(first, town)) : [])

const isOther = (first: Town, town: Town) =>
  first.population < CLEARLY * town.population || (town.population >= WELL_KNOWN && distanceKm(first, town) > WITHIN_KM)

/** Four digits that were taken for a French code without its zero, and a town abroad, of which nobody here bears the name: «1000 Bruxelles». */
const foreign = ({ parts, named, abroad }: Facts) => (parts.short !== null && named.length === 0 ? clearest(abroad()) : undefined)

const bothOf = (some: Town[], others: Town[]) =>
  some.filter(({ id }, at) => others.some((one) => one.id === id) && some.findIndex((one) => one.id === id) === at)

const only = (towns: Town[]) => (towns.length === 1 ? towns[0] : undefined)

/** Departments whose codes begin so. */
function prefixOf(code: string): AreaId[] {
  if (code.startsWith('20')) return ['FR-2A', 'FR-2B']
  return [`FR-${code.slice(0, /^9[78]/.test(code) ? 3 : 2)}`]
}

function departmentOf(towns: Town[]): AreaId | null {
  const [first, ...others] = new Set(towns.map(({ department_id }) => department_id))
  return others.length === 0 ? (first ?? null) : null
}
