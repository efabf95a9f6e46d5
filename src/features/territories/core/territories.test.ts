import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mercatorY } from '#platform/geo/plane'
import { distanceKm, type Point } from '#platform/geo/points'
import { movementOf } from '../../../../tests/support/home.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { readTerritoryFiles } from './files.ts'
import { findTerritory } from './finding.ts'
import { prepareTerritories } from './prepare.ts'
import { nearestPlaces } from './queries.ts'
import { locate } from './siting.ts'

const program = await useProgram()
const { server, database, rows, app } = program
const places = [...readTerritoryFiles().places]

function nearestByForce(from: Point): number[] {
  return places
    .map((place) => distanceKm(from, place))
    .sort((a, b) => a - b)
    .slice(0, 10)
}

const somewhere = fc.record({
  lng: fc.double({ min: -5, max: 9, noNaN: true }),
  lat: fc.double({ min: 42, max: 51, noNaN: true }),
})

test('the ten nearest are the ten nearest, as measuring them all says', async () => {
  await fc.assert(
    fc.asyncProperty(somewhere, async (from) => {
      const near = await nearestPlaces(database.read, from, 10)
      // Distances are told to a tenth of a metre: half of one may be lost.
      nearestByForce(from).forEach((km, i) => expect(near[i]!.distance_km).toBeCloseTo(km, 3))
    }),
    { numRuns: 30 },
  )
})

test('the search uses the index', async () => {
  const plan = await rows<{ 'QUERY PLAN': string }>(`explain select id from place order by m <-> point(4.8, 51.2) limit 20`)
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index Scan using place_m/)
})

test('the database and the program agree on the plane', async () => {
  const [row] = await rows<{ y: number; lat: number }>("select m[1] as y, lat from place where id = 'FR-69123'")
  expect(row!.y).toBeCloseTo(mercatorY(row!.lat), 9)
})

test('the API gives towns of a code, towns by name, and the nearest', async () => {
  expect((await server.inject('/api/v1/places?postal_code=00000')).json()).toEqual({ places: [] })
  // The code by which enterprises of Tarare get their mail.
  expect((await server.inject('/api/v1/places?postal_code=69171')).json().places).toMatchObject([{ code: 'FR-69243' }])
  const towns = (await server.inject('/api/v1/places?country=FR&postal_code=69210')).json().places
  expect(towns[0]).toMatchObject({ code: 'FR-69112', name: 'Lentilly', country: 'FR', department: 'FR-69' })
  expect((await server.inject('/api/v1/places?q=st%20etien')).json().places[0].name).toBe('Saint-Étienne')
  expect((await server.inject('/api/v1/places?country=BE&q=namur')).json().places[0].code).toBe('BE-2790471')
  const near = (await server.inject('/api/v1/places/nearest?lat=45.7485&lng=4.8467&limit=3')).json().places
  expect(near).toHaveLength(3)
  expect(near[0]).toMatchObject({ name: 'Lyon' })
})

test.each(['lat=91&lng=0', 'lat=0', 'lat=x&lng=0', 'lat=1&lng=1&limit=51'])('a wrong question (%s) is told so', async (query) => {
  expect((await server.inject(`/api/v1/places/nearest?${query}`)).statusCode).toBe(422)
})

test('a second start loads nothing; another file would be loaded over the first', async () => {
  await prepareTerritories(app)
  const counts = async () =>
    (await rows('select (select count(*) from place) as places, (select count(*) from place_postal_code) as codes'))[0]
  const before = await counts()
  await database.pool.query(
    "update territory_load set checksum = 'older'; update place set name = 'Lugdunum' where id = 'FR-69123'; delete from place where id = 'FR-01001'",
  )
  await prepareTerritories(app)
  expect(await counts()).toEqual(before)
  expect(await rows("select name from place where id = 'FR-69123'")).toEqual([{ name: 'Lyon' }])
})

test.each([
  ['Rhône', 'FR-69'],
  ['69', 'FR-69'],
  ['fr-69123', 'FR-69123'],
  ['lyon', 'FR-69123'],
  ['Saint-Denis (93)', 'FR-93066'],
  ['saint denis, 974', 'FR-97411'],
  ['Saint-Denis (Seine-Saint-Denis)', 'FR-93066'],
  ['Auvergne-Rhône-Alpes', 'FR-R84'],
  ['Guadeloupe', 'FR-971'],
  ['971', 'FR-971'],
  ['Saint-Denis (La Réunion)', 'FR-97411'],
  ['Bors (Canton de Tude-et-Lavalette)', 'FR-16052'],
  ['Seynod', 'FR-74010'],
  ['FR-74268', 'FR-74010'],
  ['Paris 11e', 'FR-75056'],
  ['91000 Évry', 'FR-91228'],
  ['Londres', 'GB-2643743'],
  ['Saint-Étienne', 'FR-42218'],
])('"%s" is the territory %s', (typed, id) => {
  const found = findTerritory(app, typed)
  expect('territory' in found && (found.territory.area_id ?? found.territory.place_id)).toBe(id)
})

test.each([
  ['Saint-Denis', 'territories.several'],
  // A village, and what the prefecture of the Essonne was called until 2019.
  ['Évry', 'territories.several'],
  ['Saint-Denis (69)', 'territories.unknown'],
  ['Saint-Denis (Nowhere)', 'territories.unknown'],
  ['Atlantis', 'territories.unknown'],
  ['', 'territories.unknown'],
  ['(((((,', 'territories.unknown'],
  ['a,' + ' '.repeat(100_000) + '(!(', 'territories.unknown'],
])('"%s" is not taken for a territory', (typed, error) => expect(findTerritory(app, typed)).toEqual({ error }))

test('the credits that the licences ask for are on a page', async () => {
  expect((await server.inject('/credits')).body).toContain('GeoNames')
})

test('a place knows its zone; a position takes that of the nearest town, or the movement’s where no town is near', async () => {
  const zoneAt = async (typed: Parameters<typeof locate>[1]) => (await locate(app, typed))?.zone
  expect(await zoneAt({ where: 'Papeete' })).toBe('Pacific/Tahiti')
  for (const where of ['Nuku-Hiva', 'Ua-Pou', 'Ua-Huka', 'Hiva-Oa', 'Tahuata', 'Fatu-Hiva'])
    expect(await zoneAt({ where }), where).toBe('Pacific/Marquesas')
  expect(await zoneAt({ where: 'Gambier' })).toBe('Pacific/Gambier')
  expect(await zoneAt({ lat: '-9.8', lng: '-139.1' })).toBe('Pacific/Marquesas')
  expect(await zoneAt({ where: '97400' })).toBe('Indian/Reunion')
  expect(await zoneAt({ lat: '-17.5', lng: '-149.5' })).toBe('Pacific/Tahiti')
  expect(await zoneAt({ lat: '45.5', lng: '-73.6' })).toBe('America/Toronto')
  expect(await zoneAt({ lat: '-34.6', lng: '-58.4' })).toBe('Europe/Paris')
  movementOf(program, { timeZone: 'America/Argentina/Buenos_Aires' })
  expect(await zoneAt({ lat: '-34.6', lng: '-58.4' })).toBe('America/Argentina/Buenos_Aires')
})
