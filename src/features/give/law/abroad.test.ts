import { expect, test } from 'vitest'
import { type Different, giftOf } from '../../../../tests/support/gifts.ts'
import { decide } from './index.ts'

const at = new Date('2026-11-02T12:00:00Z')

/** What is decided where, of somebody who declared all of these. */
function decidedIn(country: string, kind: string) {
  return ({ gift, donor, recipient, ...rest }: Different, ...declarations: string[]) => {
    const currency = { GB: 'GBP', US: 'USD' }[country] ?? 'EUR'
    const decision = decide(
      giftOf({
        ...rest,
        recipient: { country, kind, collects: undefined, voteOn: undefined, ...recipient },
        gift: { at, currency, ...gift },
        donor: { nationality: country, residence: country, declarations, ...donor },
      }),
    )
    if (decision.verdict === 'refuse') return `${decision.reason.replace('law.refuse.', '')} ${decision.remaining ?? ''}`.trim()
    return decision.verdict === 'hold' ? decision.reason.replace('law.hold.', 'hold ') : 'ok'
  }
}

test('in the United Kingdom it is asked who gives once the year’s sum is above 500 pounds, and no gift is too large', () => {
  const of = decidedIn('GB', 'party')
  expect(of({ gift: { amount: 50_000 } }, 'own_money')).toBe('ok')
  expect(of({ gift: { amount: 50_001 } }, 'own_money')).toBe('missing')
  expect(of({ gift: { amount: 10_000 }, earlier: 45_000 }, 'own_money')).toBe('missing')
  expect(of({ gift: { amount: 100_000_000 } }, 'own_money', 'on_uk_register')).toBe('ok')
  expect(of({ gift: { amount: 10_000 }, lookalikes: 45_000 }, 'own_money')).toBe('hold lookalike')
  expect(of({ gift: { amount: 10_000 }, lookalikes: 45_000 }, 'own_money', 'on_uk_register')).toBe('ok')
  expect(of({ donor: { kind: 'legal' } })).toBe('hold legal')
  expect(of({ gift: { mode: 'cash' } }, 'own_money')).toBe('mode')
  expect(decidedIn('GB', 'candidate')({ gift: { amount: 5001 } }, 'own_money')).toBe('missing')
})

test('in the United States a citizen or permanent resident gives to the limits of 2025 and 2026, and nobody after', () => {
  const of = decidedIn('US', 'federal_candidate')
  const said = ['natural_person', 'own_money', 'no_us_contract']
  expect(of({ gift: { amount: 350_000 } }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 350_000 }, earlier: 1 }, ...said)).toBe('cap 349999')
  expect(of({ donor: { nationality: 'FR' } }, ...said)).toBe('missing')
  expect(of({ donor: { nationality: 'FR' } }, ...said, 'us_permanent_resident')).toBe('ok')
  expect(of({ gift: { at: new Date('2026-11-04T04:59:59Z') } }, ...said)).toBe('ok')
  expect(of({ gift: { at: new Date('2026-11-04T05:00:00Z') } }, ...said)).toBe('rule_over')
  expect(decidedIn('US', 'state_party')({ gift: { amount: 1_000_001 } }, ...said)).toBe('cap 1000000')
  expect(decidedIn('US', 'pac')({ gift: { amount: 500_001 } }, ...said)).toBe('cap 500000')
  expect(decidedIn('US', 'federal_party')({ gift: { amount: 4_430_001 } }, ...said)).toBe('cap 4430000')
  expect(decidedIn('US', 'federal_party')({ gift: { at: new Date('2027-01-01T05:00:00Z') } }, ...said)).toBe('rule_over')
})

test('in Spain anybody may give to a party but for no purpose, and Spaniards alone to an election', () => {
  const said = ['natural_person', 'own_money', 'no_public_contract']
  const party = decidedIn('ES', 'party')
  expect(party({ gift: { amount: 5_000_000 }, donor: { nationality: 'BR', residence: 'BR' } }, ...said)).toBe('ok')
  expect(party({ gift: { amount: 5_000_001 } }, ...said)).toBe('cap 5000000')
  expect(party({ gift: { for: 'the group of Lavapiés' } }, ...said)).toBe('earmark')
  expect(party({}, 'natural_person', 'own_money')).toBe('missing')
  expect(party({ donor: { kind: 'legal' } }, ...said)).toBe('legal')
  const election = decidedIn('ES', 'election')
  const recipient = { collects: { from: new Date('2026-10-01T00:00:00Z'), to: null } }
  expect(election({ recipient }, ...said)).toBe('ok')
  expect(election({}, ...said)).toBe('no_window')
  expect(election({ recipient, donor: { nationality: 'FR' } }, ...said)).toBe('stranger')
  // The lower of the two figures that are told of article 129.
  expect(election({ recipient, gift: { amount: 601_013 } }, ...said)).toBe('cap 601012')
})

test('in Germany who is neither of the Union nor at home there gives a thousand euros a year', () => {
  const of = decidedIn('DE', 'party')
  const said = ['own_money', 'no_favour']
  const stranger = { nationality: 'US', residence: 'US' }
  expect(of({ gift: { amount: 100_000_000 } }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 200_000 }, donor: { nationality: 'PL', residence: 'US' } }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 200_000 }, donor: { nationality: 'US', residence: 'DE' } }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 100_000 }, donor: stranger }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 100_001 }, donor: stranger }, ...said)).toBe('stranger_over 100000')
  expect(of({ gift: { amount: 30_000 }, earlier: 80_000, donor: stranger }, ...said)).toBe('stranger_over 20000')
  expect(of({ gift: { amount: 30_000 }, lookalikes: 80_000, donor: stranger }, ...said)).toBe('hold lookalike')
  expect(of({ gift: { amount: 30_000 }, lookalikes: 80_000 }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 100_000, mode: 'cash' } }, ...said)).toBe('ok')
  expect(of({ gift: { amount: 100_001, mode: 'cash' } }, ...said)).toBe('mode_over')
  expect(of({ donor: { kind: 'legal' } })).toBe('hold legal')
})
