import type { Asked } from '../../src/features/give/law/index.ts'

/** What differs from a gift that may be taken. */
export type Different = {
  [K in 'recipient' | 'gift' | 'donor']?: Partial<Asked[K]>
} & Partial<Pick<Asked, 'earlier' | 'lookalikes' | 'cashSum' | 'card'>>

/** Of age, French, at home in France, and says all that is asked there. */
const donor: Asked['donor'] = {
  kind: 'natural',
  nationality: 'FR',
  residence: 'FR',
  adult: true,
  declarations: ['natural_person', 'own_money'],
}

/** Twenty euros by card for a candidate at the vote of June 2027, whose mandataire collects from the day that the law has. */
export function giftOf({ recipient, gift, donor: who, ...rest }: Different = {}): Asked {
  return {
    recipient: {
      country: 'FR',
      kind: 'candidate',
      voteOn: '2027-06-13',
      collects: { from: new Date('2026-11-30T23:00:00Z'), to: null },
      ...recipient,
    },
    gift: { amount: 2000, currency: 'EUR', mode: 'card', at: new Date('2026-12-15T12:00:00Z'), ...gift },
    donor: { ...donor, ...who },
    earlier: 0,
    lookalikes: 0,
    cashSum: 0,
    ...rest,
  }
}
