import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceKm } from '#platform/geo/points'
import { publicPoint } from './rules.ts'

const point = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
})

test('a street is known to about four hundred metres, and the town alone tells nothing of the door', () => {
  fc.assert(
    fc.property(point, point, (town, exact) => {
      expect(publicPoint('town', town, exact)).toEqual(town)
      expect(publicPoint('exact', town, exact)).toEqual(exact)
      const street = publicPoint('street', town, exact)
      expect(distanceKm(street, exact)).toBeLessThan(0.33)
      // All doors around it give the very same point.
      expect(publicPoint('street', town, street)).toEqual(street)
    }),
  )
})

const LYON = { lng: 4.835, lat: 45.758 }

test('doors of a street give one point, that of none of them', () => {
  const doors = [
    { lng: 4.8357, lat: 45.7641 },
    { lng: 4.8371, lat: 45.7655 },
  ]
  for (const door of doors) expect(publicPoint('street', LYON, door)).toEqual({ lng: 4.836, lat: 45.764 })
})

test('where no door is known, the town is all that can be told', () => {
  expect(publicPoint('exact', LYON, null)).toEqual(LYON)
  expect(publicPoint('street', LYON, null)).toEqual(LYON)
})
