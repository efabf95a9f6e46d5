import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceKm, publicPoint, sayDistance } from './rules.ts'

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

test.each([
  [0, 'm', 100],
  [0.44, 'm', 400],
  [0.94, 'm', 900],
  [0.96, 'km', 1],
  [2.46, 'km', 2.5],
  [37.4, 'km', 37],
])('%d km is said as %s %d', (km, unit, value) => expect(sayDistance(km)).toEqual({ unit, value }))
