import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxAround, longitudesToSearch, mercatorY } from './plane.ts'
import { distanceKm, sayDistance } from './points.ts'

const point = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
})

test.each([
  [0, 'm', 100],
  [0.44, 'm', 400],
  [0.94, 'm', 900],
  [0.05, 'm', 100],
  [0.949, 'm', 900],
  [0.95, 'km', 1],
  [0.96, 'km', 1],
  [9.96, 'km', 10],
  [10, 'km', 10],
  [10.4, 'km', 10],
  [2.46, 'km', 2.5],
  [37.4, 'km', 37],
])('%d km is said as %s %d', (km, unit, value) => expect(sayDistance(km)).toEqual({ unit, value }))

const LYON = { lng: 4.835, lat: 45.758 }

test.each([
  ['Marseille', { lng: 5.37, lat: 43.296 }, 277],
  ['Paris', { lng: 2.352, lat: 48.857 }, 392],
  ['Wellington', { lng: 174.776, lat: -41.287 }, 19_040],
  ['itself', LYON, 0],
])('Lyon is as far from %s as it is on the ground', (_town, there, km) => {
  expect(distanceKm(LYON, there) / (km || 1)).toBeCloseTo(km ? 1 : 0, 2)
  expect(distanceKm(there, LYON)).toBeCloseTo(distanceKm(LYON, there), 6)
})

test('a degree of a meridian is as long everywhere, one of a parallel shrinks with its cosine; the other side is half way round', () => {
  expect(distanceKm({ lng: 0, lat: 60 }, { lng: 0, lat: 61 })).toBeCloseTo(111.195, 2)
  expect(distanceKm({ lng: 0, lat: 0 }, { lng: 1, lat: 0 })).toBeCloseTo(111.195, 2)
  expect(distanceKm({ lng: 10, lat: 60 }, { lng: 11, lat: 60 })).toBeCloseTo(55.597, 2)
  expect(distanceKm({ lng: 0, lat: 0 }, { lng: 180, lat: 0 })).toBeCloseTo(20_015.1, 0)
  expect(distanceKm({ lng: 179.9, lat: -17 }, { lng: -179.9, lat: -17 })).toBeCloseTo(21.27, 1)
})

test('on the Mercator plane the equator is nought, and 85 degrees its edge', () => {
  expect(mercatorY(0)).toBeCloseTo(0, 9)
  expect(mercatorY(45)).toBeCloseTo(50.4986, 3)
  expect(mercatorY(-45)).toBeCloseTo(-50.4986, 3)
  expect([mercatorY(89), mercatorY(-89)]).toEqual([mercatorY(85), mercatorY(-85)])
})

test('near the antimeridian a search starts from both sides, and nowhere else', () => {
  expect([171, 170, 0, -170, -171].map(longitudesToSearch)).toEqual([[171, -189], [170], [0], [-170], [-171, 189]])
})

test('the box holds all that is within the distance, and little more', () => {
  const km = fc.double({ min: 0.1, max: 500, noNaN: true })
  const bearing = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
  fc.assert(
    fc.property(point, km, bearing, (centre, km, bearing) => {
      const box = boxAround(centre, km)
      const there = towards(centre, km, bearing)
      if (Math.abs(there.lat) > 84) return
      expect(there.lng).toBeGreaterThanOrEqual(box.west)
      expect(there.lng).toBeLessThanOrEqual(box.east)
      expect(mercatorY(there.lat)).toBeGreaterThanOrEqual(box.south)
      expect(mercatorY(there.lat)).toBeLessThanOrEqual(box.north)
    }),
  )
  const around = boxAround(LYON, 10)
  expect([around.east - LYON.lng, LYON.lng - around.west].map((degrees) => degrees.toFixed(3))).toEqual(['0.129', '0.129'])
  expect([around.north, around.south]).toEqual(
    [mercatorY(45.758 + 0.0900223), mercatorY(45.758 - 0.0900223)].map((y) => expect.closeTo(y, 4)),
  )
  // At the pole every longitude is near.
  expect(boxAround({ lng: 0, lat: 84 }, 2_000).east).toBe(180)
})

/** Where one comes to on a great circle (the direct problem on a sphere). */
function towards({ lng, lat }: { lng: number; lat: number }, km: number, bearing: number) {
  const [phi, delta] = [(lat * Math.PI) / 180, km / 6371.0088]
  const there = Math.asin(Math.sin(phi) * Math.cos(delta) + Math.cos(phi) * Math.sin(delta) * Math.cos(bearing))
  const turn = Math.atan2(Math.sin(bearing) * Math.sin(delta) * Math.cos(phi), Math.cos(delta) - Math.sin(phi) * Math.sin(there))
  return { lng: lng + (turn * 180) / Math.PI, lat: (there * 180) / Math.PI }
}
