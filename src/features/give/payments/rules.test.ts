import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Known, type Part, PART_STATES, REACHED } from '../providers/index.ts'
import { standingOf, told } from './rules.ts'

const AMOUNT = 2_500
const nothing: Known = { reached: 'begun', parts: [], fee: null, card_country: null, card_funding: null }

const refund: fc.Arbitrary<Part> = fc.record({
  kind: fc.constant('refund' as const),
  ref: fc.constantFrom('re_1', 're_2'),
  amount: fc.integer({ min: 0, max: 2 * AMOUNT }),
  state: fc.constantFrom(...PART_STATES.refund),
  asked: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
})
const dispute: fc.Arbitrary<Part> = fc.record({
  kind: fc.constant('dispute' as const),
  ref: fc.constantFrom('du_1', 're_1'),
  amount: fc.integer({ min: 0, max: 2 * AMOUNT }),
  state: fc.constantFrom(...PART_STATES.dispute),
})
const known: fc.Arbitrary<Known> = fc.record({
  reached: fc.constantFrom(...REACHED),
  parts: fc.array(fc.oneof(refund, dispute), { maxLength: 4 }),
  fee: fc.option(fc.nat(100)),
  card_country: fc.option(fc.constantFrom('FR', 'DE')),
  card_funding: fc.option(fc.constantFrom('credit', 'debit')),
})

const all = (facts: Known[]) => facts.reduce(told, nothing)

test('whatever is told, in whatever order and however often, the payment ends the same', () => {
  const orders = fc
    .array(known, { minLength: 1, maxLength: 6 })
    .chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })))
  fc.assert(
    fc.property(orders, ([facts, shuffled]) => {
      const [one, other] = [all(facts), all(shuffled)]
      expect(other).toEqual(one)
      expect(standingOf(AMOUNT, other)).toEqual(standingOf(AMOUNT, one))
    }),
    { numRuns: 500 },
  )
})

test('what was told together ends as what was told apart', () => {
  fc.assert(
    fc.property(known, known, known, (a, b, c) => {
      expect(told(all([a, b]), c)).toEqual(told(all([a]), told(told(nothing, b), c)))
    }),
  )
})

test('nothing goes back to an earlier state but a dispute that is won, and a refund that failed', () => {
  fc.assert(
    fc.property(known, known, (before, news) => {
      const after = told(told(nothing, before), news)
      expect(REACHED.indexOf(after.reached)).toBeGreaterThanOrEqual(REACHED.indexOf(told(nothing, before).reached))
    }),
  )
})

test('never more goes back than came, and none of it below nothing', () => {
  fc.assert(
    fc.property(known, (one) => {
      const { refunded, disputed, elsewhere } = standingOf(AMOUNT, told(nothing, one))
      for (const amount of [refunded, disputed, elsewhere]) expect(amount).toBeGreaterThanOrEqual(0)
      expect(refunded).toBeLessThanOrEqual(AMOUNT)
      expect(disputed).toBeLessThanOrEqual(AMOUNT)
      expect(elsewhere).toBeLessThanOrEqual(refunded)
    }),
  )
})

const paid: Known = { ...nothing, reached: 'paid' }
const part = (state: Part['state'], amount = AMOUNT): Part => ({ kind: 'dispute', ref: 'du_1', amount, state }) as Part
const back = (state: Part['state'], amount = AMOUNT): Part => ({ kind: 'refund', ref: 're_1', amount, state }) as Part

test.each<[string, Known, object]>([
  ['paid', paid, { state: 'paid', refunded: 0, disputed: 0 }],
  ['given back in part', { ...paid, parts: [back('done', 1_000)] }, { state: 'paid', refunded: 1_000 }],
  ['given back whole', { ...paid, parts: [back('sent')] }, { state: 'refunded', refunded: AMOUNT, elsewhere: AMOUNT }],
  ['given back, and the bank sent it back', { ...paid, parts: [back('failed')] }, { state: 'paid', refunded: 0 }],
  ['disputed', { ...paid, parts: [part('open')] }, { state: 'disputed', disputed: AMOUNT }],
  ['disputed and won', { ...paid, parts: [part('won')] }, { state: 'paid', disputed: 0 }],
  ['disputed and lost', { ...paid, parts: [part('lost')] }, { state: 'lost', disputed: AMOUNT }],
  ['disputed, of which nobody had said that it was paid', { ...nothing, parts: [part('open')] }, { state: 'disputed' }],
  ['not paid', { ...nothing, reached: 'failed' }, { state: 'failed', refunded: 0 }],
])('a payment that is %s', (_what, one, standing) => {
  expect(standingOf(AMOUNT, told(nothing, one))).toMatchObject(standing)
})

test('money that comes after all came: what is paid is neither expired nor failed any more', () => {
  for (const reached of ['expired', 'cancelled', 'failed'] as const)
    expect(told({ ...nothing, reached }, paid).reached).toBe('paid')
})

test('a dispute that was lost is won on appeal, and not lost again by an older telling', () => {
  const appealed = [part('open'), part('lost'), part('won'), part('lost')].reduce(
    (now, one) => told(now, { ...paid, parts: [one] }),
    paid,
  )
  expect(standingOf(AMOUNT, appealed).state).toBe('paid')
})
