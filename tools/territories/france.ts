import { round, type Town } from './world.ts'

type Commune = {
  code: string
  nom: string
  type: string
  departement: string
  region: string
  arrondissement?: string
  population?: number
  codesPostaux?: string[]
}
type Unit = { code: string; nom: string; region?: string }
type Epci = { code: string; membres: { code: string }[] }
type Point = { lng: number; lat: number }

export type FrenchPlace = Point & {
  code: string
  name: string
  postalCodes: string[]
  population: number
  department: string
  timeZone: string
  /** false: no point of its own was known, so it stands at the mean of its neighbours (median error 6 km). */
  exact: boolean
}

/** Departments outside Europe/Paris. */
const TIME_ZONES: Record<string, string> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/St_Barthelemy',
  '978': 'America/Marigot',
  '984': 'Indian/Kerguelen',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea',
  '989': 'Pacific/Pitcairn',
}

/** Communes whose clocks are not those of their department, with the town of GeoNames there, or nearest to it: they take its clocks and its point. */
const FAR_TOWNS: Record<string, string> = {
  '98718': 'Atuona',
  '98719': 'Rikitea',
  '98723': 'Atuona',
  '98731': 'Taiohae',
  '98746': 'Atuona',
  '98756': 'Taiohae',
  '98757': 'Taiohae',
}

/** Countries of GeoNames whose admin4 is the INSEE code. */
const FRENCH = ['FR', 'GP', 'MQ', 'GF', 'RE']
/** GeoNames gives these territories a country code of their own, and puts the INSEE code in admin1 or admin2. */
const OWN_COUNTRY_CODE = ['YT', 'PM', 'NC', 'WF', 'PF', 'BL', 'MF']

/** One commune for the whole territory, and no INSEE code in GeoNames; Polynesia's towns stand at Papeete's island. */
const SINGLE_COMMUNE: Record<string, string> = { BL: '97701', MF: '97801', PF: '98735' }

/** Country, regions, departments, as rows of areas.tsv. */
export function frenchAreas(require: NodeJS.Require): string[][] {
  const departments = read<Unit[]>(require, 'departements').filter((d) => d.code !== '984' && d.code !== '989')
  const regions = read<Unit[]>(require, 'regions').filter((r) => departments.some((d) => d.region === r.code))
  return [
    ['FR', 'country', '', 'FR'],
    ...regions.map((r) => [`FR-R${r.code}`, 'region', 'FR', r.nom]),
    ...departments.map((d) => [`FR-${d.code}`, 'department', `FR-R${d.region}`, d.nom]),
  ]
}

/**
 * Today's communes with a point: GeoNames' own where its admin4 (the INSEE code) matches, else the mean of the
 * communes that share a postal code, else of the same EPCI, else of the arrondissement, else of the department.
 */
export function frenchPlaces(require: NodeJS.Require, towns: Town[]): FrenchPlace[] {
  const communes = read<Commune[]>(require, 'communes').filter((c) => c.type === 'commune-actuelle' && c.codesPostaux?.length)
  const exact = exactPoints(towns)
  const epciOf = new Map(read<Epci[]>(require, 'epci').flatMap((e) => e.membres.map((m) => [m.code, e.code] as const)))
  const keys: ((c: Commune) => string[])[] = [
    (c) => c.codesPostaux!,
    (c) => [epciOf.get(c.code) ?? ''].filter(Boolean),
    (c) => [c.arrondissement ?? ''].filter(Boolean),
    (c) => [c.departement],
  ]
  const means = keys.map((keysOf) => meanPoints(communes, exact, keysOf))
  return communes.flatMap((c) => {
    const far = towns.find(({ country, name }) => country === 'PF' && name === FAR_TOWNS[c.code])
    const point =
      exact.get(c.code) ?? far ?? keys.flatMap((keysOf, i) => keysOf(c).map((key) => means[i]!.get(key))).find(Boolean)
    if (!point) return []
    return [
      {
        code: c.code,
        name: c.nom,
        postalCodes: c.codesPostaux!,
        population: c.population ?? 0,
        lng: round(point.lng),
        lat: round(point.lat),
        department: c.departement,
        timeZone: far?.timeZone ?? TIME_ZONES[c.departement] ?? 'Europe/Paris',
        exact: exact.has(c.code),
      },
    ]
  })
}

function exactPoints(towns: Town[]): Map<string, Point> {
  const points = new Map<string, Town>()
  for (const town of towns) {
    const codes = OWN_COUNTRY_CODE.includes(town.country)
      ? [town.admin1, town.admin2, SINGLE_COMMUNE[town.country]]
      : // Elsewhere admin4 is a code of that country's own: a Belgian one may be the same five digits.
        FRENCH.includes(town.country)
        ? [town.admin4]
        : []
    const code = codes.find((c) => c !== undefined && /^\d[\dAB]\d{3}$/.test(c))
    if (!code) continue
    if ((points.get(code)?.population ?? -1) < town.population) points.set(code, town)
  }
  return points
}

function meanPoints(communes: Commune[], exact: Map<string, Point>, keysOf: (c: Commune) => string[]): Map<string, Point> {
  const sums = new Map<string, { lng: number; lat: number; n: number }>()
  for (const commune of communes) {
    const point = exact.get(commune.code)
    if (!point) continue
    for (const key of keysOf(commune)) {
      const sum = sums.get(key) ?? { lng: 0, lat: 0, n: 0 }
      sums.set(key, { lng: sum.lng + point.lng, lat: sum.lat + point.lat, n: sum.n + 1 })
    }
  }
  return new Map([...sums].map(([key, { lng, lat, n }]) => [key, { lng: lng / n, lat: lat / n }]))
}

const read = <T>(require: NodeJS.Require, file: string) => require(`@etalab/decoupage-administratif/data/${file}.json`) as T
