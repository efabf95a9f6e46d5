import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf, lookedAt, readBox } from './boxes.ts'
import { boxAround, longitudesToSearch, mercatorY } from './plane.ts'
import { distanceKm, pointOf, readPoint, sayDistance } from './points.ts'

test('known distances', () => {
  expect(distanceKm({ lng: 2.3488, lat: 48.8534 }, { lng: 4.8467, lat: 45.7485 })).toBeCloseTo(393.2, 0)
  expect(distanceKm({ lng: 0, lat: 0 }, { lng: 180, lat: 0 })).toBeCloseTo(20_015, 0)
})

test.each([
  [0, 'm', 100],
  [0.44, 'm', 400],
  [0.94, 'm', 900],
  [0.96, 'km', 1],
  [2.46, 'km', 2.5],
  [37.4, 'km', 37],
])('%d km is said as %s %d', (km, unit, value) => expect(sayDistance(km)).toEqual({ unit, value }))

test('a point is read where it is on the map, and refused elsewhere', () => {
  expect(pointOf('48.85', '2.35')).toEqual({ lat: 48.85, lng: 2.35 })
  expect(pointOf('86', '2')).toBeUndefined()
  expect(pointOf('48', '181')).toBeUndefined()
  expect(readPoint('48.85,2.35')).toEqual({ lat: 48.85, lng: 2.35 })
  expect(() => readPoint('95,2')).toThrow(expect.objectContaining({ fields: { near: 'form.wrong' } }))
})

test('near the antimeridian the search starts from both sides', () => {
  expect(longitudesToSearch(179)).toEqual([179, -181])
  expect(longitudesToSearch(-179)).toEqual([-179, 181])
  expect(longitudesToSearch(2)).toEqual([2])
})

/** Less than a millimetre, in degrees. */
const TINY = 1e-9
const point = fc.record({
  lng: fc.double({ min: -170, max: 170, noNaN: true }),
  lat: fc.double({ min: -75, max: 75, noNaN: true }),
})
const step = fc.record({ lng: fc.double({ min: -3, max: 3, noNaN: true }), lat: fc.double({ min: -3, max: 3, noNaN: true }) })

test('whatever is within a distance is in the box around', () => {
  fc.assert(
    fc.property(point, step, (from, by) => {
      const to = { lng: from.lng + by.lng, lat: from.lat + by.lat }
      const { west, east, south, north } = boxAround(from, distanceKm(from, to))
      expect(to.lng).toBeGreaterThanOrEqual(west - TINY)
      expect(to.lng).toBeLessThanOrEqual(east + TINY)
      expect(mercatorY(to.lat)).toBeGreaterThanOrEqual(south - TINY)
      expect(mercatorY(to.lat)).toBeLessThanOrEqual(north + TINY)
    }),
  )
})

test('a box is read as GeoJSON writes it, also over the antimeridian', () => {
  expect(readBox('-5,41,9,51')).toEqual({ west: -5, south: 41, east: 9, north: 51 })
  expect(readBox('170,-20,-170,0')).toEqual({ west: 170, south: -20, east: -170, north: 0 })
  expect(() => readBox('0,10,1,5')).toThrow()
  expect(() => readBox('0,0,200,5')).toThrow()
  expect(() => readBox('0,0,1')).toThrow()
})

test('the cells of a grid stay where they are while the map is moved', () => {
  const { cell } = gridOf({ west: -5, south: 41, east: 9, north: 51 })
  expect(gridOf({ west: -3, south: 42, east: 11, north: 52 }).cell).toBe(cell)
  expect(360 / cell).toBe(2 ** Math.round(Math.log2(360 / cell)))
  expect(14 / cell).toBeGreaterThanOrEqual(12)
  expect(14 / cell).toBeLessThanOrEqual(48)
  const sides = { west: '-5', south: '41', east: '9', north: '51' }
  expect(lookedAt({ ...sides, cells: '4' }).cell).toBeGreaterThan(cell)
  expect(() => lookedAt({ ...sides, east: '-5' })).toThrow()
})
