import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTerritoryFiles } from './files.ts'
import { createGazetteer } from './gazetteer.ts'
import { distanceKm } from '#platform/geo/points'
import { normalise } from '#platform/text/normalise'

const files = readTerritoryFiles()
const places = [...files.places]
const gazetteer = createGazetteer(files)
const names = (text: string, country = 'FR') => gazetteer.search(country, text, 10).map(({ name }) => name)

test.each([
  ['Saint-Étienne', 'saint etienne'],
  ['St Etienne', 'saint etienne'],
  ['STE-FOY-LÈS-LYON', 'sainte foy les lyon'],
  ["L'Haÿ-les-Roses", 'l hay les roses'],
  ['Œuilly', 'oeuilly'],
  ['Villeneuve s/ Lot', 'villeneuve sur lot'],
  ['Nuits-St-Georges', 'nuits saint georges'],
])('%s is compared as "%s"', (name, normal) => expect(normalise(name)).toBe(normal))

test.each([
  ['lyon', 'Lyon'],
  ['Saint-Étienne', 'Saint-Étienne'],
  ['saint etienne', 'Saint-Étienne'],
  ['st etien', 'Saint-Étienne'],
  ['ste foy les lyon', 'Sainte-Foy-lès-Lyon'],
  ['marsaille', 'Marseille'],
  ['Bordaux', 'Bordeaux'],
  ['villeurbane', 'Villeurbanne'],
  ['hay les', "L'Haÿ-les-Roses"],
  ['gueret', 'Guéret'],
])('"%s" finds %s', (text, name) => expect(names(text)).toContain(name))

test('the exact name comes first, then by population', () => {
  expect(names('Lyon')[0]).toBe('Lyon')
  expect(names('mar').slice(0, 1)).toEqual(['Marseille'])
})

test('a name that several towns bear means one of them only when it is ten times the next', () => {
  expect(gazetteer.named('FR', 'saint-denis').map(({ department_id }) => department_id)).toEqual(
    expect.arrayContaining(['FR-93', 'FR-974']),
  )
  expect(gazetteer.meant('FR', 'Saint-Denis')).toBeUndefined()
  expect(gazetteer.meant('FR', 'valence')?.id).toBe('FR-26362')
  expect(gazetteer.meant('FR', 'Lyon')?.id).toBe('FR-69123')
  expect(gazetteer.meant('FR', 'Atlantis')).toBeUndefined()
  // Two towns of which nobody knows how many live there.
  expect(gazetteer.named('DE', 'Husby').map(({ population }) => population)).toEqual([0, 0])
  expect(gazetteer.meant('DE', 'Husby')).toBeUndefined()
})

test('every place is found by its id, and no other', () => {
  for (const place of places) if (gazetteer.find(place.id)?.name !== place.name) expect.fail(place.id)
  for (const id of ['', 'FR', 'FR-', 'FR-0', 'FR-99999', 'ZZ-1', 'AA-1', 'FR-69123 ', '__proto__'])
    expect(gazetteer.find(id), id).toBeUndefined()
  expect(gazetteer.inCountry('BE').every(({ country }) => country === 'BE')).toBe(true)
  expect(gazetteer.inCountry('ZZ')).toEqual([])
})

test('nothing finds nothing', () => {
  expect(names('')).toEqual([])
  expect(names('!!')).toEqual([])
  expect(names('zzzzqqqq')).toEqual([])
})

test('each country is searched alone', () => {
  expect(names('namur', 'BE')).toContain('Namur')
  expect(names('namur')).not.toContain('Namur')
})

test('whatever is typed, there are at most ten answers and no error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => void expect(names(text).length).toBeLessThanOrEqual(10)),
  )
})

test('towns of a postal code, most peopled first', () => {
  expect(gazetteer.withPostalCode('FR', '69003').map(({ id }) => id)).toEqual(['FR-69123'])
  expect(gazetteer.withPostalCode('FR', ' 69 210 ')).toHaveLength(11)
  expect(gazetteer.withPostalCode('US', '10001').map(({ name }) => name)).toEqual(['New York City'])
  expect(gazetteer.withPostalCode('ES', '28013').map(({ name }) => name)).toEqual(['Madrid'])
  expect(gazetteer.withPostalCode('FR', '00000')).toEqual([])
})

test('France is whole: every commune of 2026 with postal codes, and a name is unique within a code', () => {
  const french = places.filter(({ country }) => country === 'FR')
  expect(french).toHaveLength(34_963)
  const pairs = french.flatMap(({ name, postalCodes }) => postalCodes.map((code) => `${code} ${name}`))
  expect(new Set(pairs).size).toBe(pairs.length)
})

test('the department comes from the commune, not from the first digits of its code', () => {
  const misled = places.filter(
    ({ country, department_id, postalCodes }) =>
      country === 'FR' &&
      !/^FR-(2[AB]|9[78])/.test(department_id!) &&
      postalCodes.some((code) => !code.startsWith(department_id!.slice(3))),
  )
  expect(misled.length).toBeGreaterThan(10)
  expect(gazetteer.withPostalCode('FR', '01410').map(({ department_id }) => department_id)).toContain('FR-01')
})

test('every place has an area and a time zone that exist', () => {
  const areas = new Set(files.areas.map(({ id }) => id))
  for (const { parent_id } of files.areas) if (parent_id) expect(areas).toContain(parent_id)
  const zones = new Set(places.map(({ time_zone }) => time_zone))
  for (const zone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone).not.toThrow()
  expect(
    places.filter(({ country, department_id }) => !areas.has(country) || (department_id !== null && !areas.has(department_id))),
  ).toEqual([])
  expect(gazetteer.find('FR-97411')?.time_zone).toBe('Indian/Reunion')
})

test('every commune of the mainland and of Corsica lies in France, and each department holds together', () => {
  const mainland = places.filter(({ id }) => /^FR-(?!9[78])/.test(id))
  const abroad = mainland.filter(({ lng, lat }) => lng < -5.2 || lng > 9.6 || lat < 41.3 || lat > 51.1)
  expect(abroad.map(({ name }) => name)).toEqual([])
  // A GeoNames row of another country whose own code is the same five digits would put a commune hundreds of kilometres away.
  const astray = [...Map.groupBy(mainland, ({ department_id }) => department_id).values()].flatMap((communes) => {
    const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
    const centre = { lng: middle(communes.map(({ lng }) => lng)), lat: middle(communes.map(({ lat }) => lat)) }
    return communes.filter((commune) => distanceKm(centre, commune) > 150)
  })
  expect(astray.map(({ name, department_id }) => `${name} (${department_id})`)).toEqual([])
})
