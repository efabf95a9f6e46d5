import fc from 'fast-check'
import { expect, test } from 'vitest'
import { giftOf } from '../../../../tests/support/gifts.ts'
import { type Asked, decide, everyRule, type RuleThere, scopeOf } from './index.ts'

/** Of each rule a moment at which it holds. */
const moment = ({ valid_from: from }: RuleThere) => new Date(`${from}T12:00:00Z`)

/** Somebody who may give by that rule, and all that it asks her to declare. */
function asOf(rule: RuleThere, gift: Partial<Asked['gift']>, rest: Partial<Asked> = {}): Asked {
  const [clause] = rule.donor.any_of ?? []
  const declarations = [...rule.declarations.map(({ key }) => key), ...(clause?.declares ? [clause.declares] : [])]
  return giftOf({
    recipient: {
      country: rule.country,
      kind: rule.kind,
      voteOn: undefined,
      collects: { from: new Date(0), to: null },
      ceiling: 2_000_000,
    },
    gift: { currency: rule.currency, at: moment(rule), ...gift },
    donor: { nationality: clause?.nationality?.[0] ?? rule.country, residence: rule.country, declarations },
    ...rest,
  })
}

const rule = fc.constantFrom(...everyRule())
const capped = fc.constantFrom(...everyRule().filter(({ cap }) => cap !== null))
const mode = fc.constantFrom('card' as const, 'debit' as const, 'transfer' as const, 'cheque' as const, 'cash' as const)
/** Small ones, ones around a cap, and ones that are none. */
const amount = fc.oneof(
  fc.integer({ min: -10, max: 100_000 }),
  fc.integer({ min: 400_000, max: 5_100_000 }),
  fc.constantFrom(0, -1, 0.5, Number.NaN, Infinity, Number.MAX_SAFE_INTEGER),
)

test('whatever is tried, in whatever order, nobody comes above a cap and no cash above its share; what is refused is not booked', () => {
  fc.assert(
    fc.property(capped, fc.array(fc.record({ amount, mode }), { maxLength: 40 }), (rule, tries) => {
      let earlier = 0
      let cashSum = 0
      for (const gift of tries) {
        const decision = decide(asOf(rule, gift, { earlier, cashSum }))
        if (decision.verdict !== 'ok') continue
        earlier += gift.amount
        if (gift.mode === 'cash') cashSum += gift.amount
      }
      expect(Number.isSafeInteger(earlier) && earlier >= 0).toBe(true)
      expect(earlier).toBeLessThanOrEqual(rule.cap!.amount)
      if (rule.cash) expect(cashSum).toBeLessThanOrEqual((2_000_000 * rule.cash.share) / 100)
    }),
    { numRuns: 500 },
  )
})

test('exactly what remains may still be given, and not a cent more', () => {
  fc.assert(
    fc.property(capped, fc.nat(), (rule, part) => {
      const earlier = part % rule.cap!.amount
      const refused = decide(asOf(rule, { amount: rule.cap!.amount + 1, mode: 'transfer' }, { earlier }))
      if (refused.verdict !== 'refuse') throw new Error(`${rule.id} took more than its cap`)
      const remaining = refused.remaining!
      expect(remaining).toBe(rule.cap!.amount - earlier)
      expect(decide(asOf(rule, { amount: remaining, mode: 'transfer' }, { earlier })).verdict).toBe('ok')
      expect(decide(asOf(rule, { amount: remaining + 1, mode: 'transfer' }, { earlier })).verdict).toBe('refuse')
    }),
  )
})

test('who may give may give less, and who gave less before may give as much', () => {
  const many = fc.integer({ min: 2, max: 6_000_000 })
  fc.assert(
    fc.property(rule, fc.tuple(many, many), mode, (rule, [amount, earlier], mode) => {
      const of = (amount: number, earlier: number) => decide(asOf(rule, { amount, mode }, { earlier })).verdict
      if (of(amount, earlier) !== 'ok') return
      expect(of(Math.ceil(amount / 2), earlier)).toBe('ok')
      expect(of(1, earlier)).toBe('ok')
      expect(of(amount, Math.floor(earlier / 2))).toBe('ok')
    }),
    { numRuns: 500 },
  )
})

test('people who may be the same never make a refusal of what is taken, nor a yes of what is refused', () => {
  fc.assert(
    fc.property(rule, fc.nat({ max: 6_000_000 }), fc.nat({ max: 6_000_000 }), (rule, amount, lookalikes) => {
      const alone = decide(asOf(rule, { amount }))
      const beside = decide(asOf(rule, { amount }, { lookalikes }))
      expect(beside.verdict === 'refuse').toBe(alone.verdict === 'refuse')
      if (alone.verdict === 'hold') expect(beside.verdict).toBe('hold')
    }),
  )
})

test('it is decided the same each time, and changes nothing that it is given', () => {
  fc.assert(
    fc.property(rule, amount, mode, (rule, amount, mode) => {
      const asked = asOf(rule, { amount, mode })
      const before = structuredClone(asked)
      expect(decide(asked)).toEqual(decide(asked))
      expect(asked).toEqual(before)
    }),
  )
})

test('every moment is in its own year, and in no other', () => {
  const years = fc.constantFrom(...everyRule().filter(({ sum }) => sum.over === 'year'))
  const at = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(years, at, (rule, at) => {
      const scope = scopeOf(rule, at)
      if (scope.over !== 'year') throw new Error('no year')
      expect(scope.from <= at && at < scope.to).toBe(true)
      expect(scopeOf(rule, scope.to)).toMatchObject({ from: scope.to })
    }),
  )
})
