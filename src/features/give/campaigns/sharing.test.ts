import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partOf, shareOf } from './rules/splitting.ts'
import { shareMoves } from './sharing.ts'

test('what moves with a share makes up what is due, and takes no more than there is', () => {
  const money = fc.nat(1_000_000)
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), money, money, (due, held, borne) => {
      const moves = shareMoves(due, { held, borne })
      expect(moves.toGroup - moves.borne).toBe(due)
      expect(held + moves.toGroup).toBeGreaterThanOrEqual(0)
      expect(borne + moves.borne).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('half of a gift is half of it to the cent, and what goes back goes back in the same proportion', () => {
  expect([partOf('half', 501), partOf('half', 500), partOf('all', 501), partOf('none', 501)]).toEqual([251, 250, 501, 0])
  const gift = fc
    .integer({ min: 1, max: 750_000 })
    .chain((amount) => fc.tuple(fc.constant(amount), fc.nat(amount), fc.nat(amount)))
  fc.assert(
    fc.property(gift, ([amount, part, there]) => {
      const share = shareOf(there, { amount, part })
      expect(Math.abs(share * amount - there * part)).toBeLessThan(amount)
      expect(shareOf(amount, { amount, part })).toBe(part)
      expect(shareOf(0, { amount, part })).toBe(0)
    }),
  )
})
