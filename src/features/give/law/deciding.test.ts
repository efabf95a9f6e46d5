import { expect, test } from 'vitest'
import { type Different, giftOf } from '../../../../tests/support/gifts.ts'
import { decide, type Decision, everyRule, LAW, lawTexts, sayDecision } from './index.ts'

/** "ok", "hold minor", "refuse cap 60000": what was decided, why, and what remains. */
function told(decision: Decision): string {
  if (decision.verdict === 'ok') return 'ok'
  if (decision.verdict === 'hold') return `hold ${decision.reasons.map((one) => one.replace('law.hold.', '')).join(' ')}`
  const { reason, remaining } = decision
  return `refuse ${reason.replace('law.refuse.', '')}${remaining === null ? '' : ` ${remaining}`}`
}

const decided = (different: Different) => told(decide(giftOf(different)))

const party = { country: 'FR', kind: 'party', collects: undefined, voteOn: undefined }

test.each<[string, Different, string]>([
  // The vectors of the reference.
  ['a French national who lives in Germany gives the whole cap', { donor: { residence: 'DE' }, gift: { amount: 460_000 } }, 'ok'],
  [
    'an American who lives in France gives 200 by card',
    {
      donor: { nationality: 'US', declarations: ['natural_person', 'own_money', 'resident'] },
      gift: { amount: 20_000 },
    },
    'ok',
  ],
  ['an American who lives in America', { donor: { nationality: 'US', residence: 'US' } }, 'refuse stranger'],
  ['the card of a firm', { card: { holder: 'SARL X' } }, 'hold company'],
  ['151 in cash', { gift: { amount: 15_100, mode: 'cash' }, recipient: { ceiling: 5_000_000 } }, 'refuse mode_over'],
  ['150.01 in cash', { gift: { amount: 15_001, mode: 'cash' }, recipient: { ceiling: 5_000_000 } }, 'refuse mode_over'],
  ['150 in cash', { gift: { amount: 15_000, mode: 'cash' }, recipient: { ceiling: 5_000_000 } }, 'ok'],
  ['700 after 4,000 to another candidate', { earlier: 400_000, gift: { amount: 70_000 } }, 'refuse cap 60000'],
  ['600 after 4,000 to another candidate', { earlier: 400_000, gift: { amount: 60_000 } }, 'ok'],
  ['7,400 to a party after dues of 120', { recipient: party, earlier: 12_000, gift: { amount: 740_000 } }, 'refuse cap 738000'],
  ['7,380 to a party after dues of 120', { recipient: party, earlier: 12_000, gift: { amount: 738_000 } }, 'ok'],
  [
    'a minute after the account was filed',
    { recipient: { filedAt: new Date('2027-08-20T16:00:00Z') }, gift: { at: new Date('2027-08-20T16:01:00Z') } },
    'refuse filed',
  ],
  [
    'a minute before the account is filed',
    { recipient: { filedAt: new Date('2027-08-20T16:00:00Z') }, gift: { at: new Date('2027-08-20T15:59:00Z') } },
    'ok',
  ],
  [
    'when the account is due, though nobody said that it was filed',
    { gift: { at: new Date('2027-08-20T16:00:00Z') } },
    'refuse due',
  ],
  ['the last second before it is due', { gift: { at: new Date('2027-08-20T15:59:59Z') } }, 'ok'],
  // Only inside the window (L52-4).
  ['the last second before the window', { gift: { at: new Date('2026-11-30T22:59:59Z') } }, 'refuse not_yet'],
  ['the first second of the window', { gift: { at: new Date('2026-11-30T23:00:00Z') } }, 'ok'],
  [
    'a window that was said to begin before the law lets it',
    {
      recipient: { collects: { from: new Date('2026-10-01T00:00:00Z'), to: null } },
      gift: { at: new Date('2026-11-20T12:00:00Z') },
    },
    'refuse not_yet',
  ],
  [
    'after the end that the mandataire said',
    { recipient: { collects: { from: new Date('2026-11-30T23:00:00Z'), to: new Date('2026-12-15T12:00:00Z') } } },
    'refuse over',
  ],
  ['to a party whose account is closed', { recipient: { ...party, filedAt: new Date('2026-12-15T12:00:00Z') } }, 'refuse filed'],
  ['no window said', { recipient: { collects: undefined } }, 'refuse no_window'],
  [
    'for a president without a window that somebody confirmed',
    { recipient: { kind: 'presidential', voteOn: '2027-04-11', collects: undefined } },
    'refuse no_window',
  ],
  [
    'for a president nine months before',
    {
      recipient: { kind: 'presidential', voteOn: '2027-04-11', collects: { from: new Date('2026-06-30T22:00:00Z'), to: null } },
      gift: { at: new Date('2026-07-01T10:00:00Z') },
    },
    'ok',
  ],
  // Who may give (L52-8; law 88-227, art. 11-4).
  ['an American who lives in France and has not declared it', { donor: { nationality: 'US' } }, 'refuse missing'],
  ['somebody who says no nationality', { donor: { nationality: undefined } }, 'refuse missing'],
  ['somebody who has not declared that the money is hers', { donor: { declarations: ['natural_person'] } }, 'refuse missing'],
  ['a firm', { donor: { kind: 'legal' } }, 'refuse legal'],
  ['a firm, to a party', { recipient: party, donor: { kind: 'legal' } }, 'refuse legal'],
  ['nobody knows who', { donor: { kind: 'unknown', nationality: undefined, declarations: [] } }, 'hold kind'],
  ['a girl of seventeen', { donor: { birthDate: '2008-12-16' } }, 'hold minor'],
  ['on the day that she is eighteen', { donor: { birthDate: '2008-12-15' } }, 'ok'],
  ['somebody who says that she is a minor', { donor: { adult: false } }, 'hold minor'],
  ['of no known age', { donor: { adult: undefined } }, 'hold age'],
  // Means and cash (L52-8, al. 3 and 5).
  ['100 in cash where nobody said the ceiling', { gift: { amount: 10_000, mode: 'cash' } }, 'refuse cash_unknown'],
  [
    'the last cash below a fifth of the ceiling',
    { recipient: { ceiling: 5_000_000 }, cashSum: 990_000, gift: { amount: 10_000, mode: 'cash' } },
    'ok',
  ],
  [
    'cash over a fifth of the ceiling',
    { recipient: { ceiling: 5_000_000 }, cashSum: 995_000, gift: { amount: 10_000, mode: 'cash' } },
    'refuse cash_over 5000',
  ],
  [
    'cash where the ceiling is below 15,000',
    { recipient: { ceiling: 1_499_999 }, cashSum: 1_400_000, gift: { amount: 10_000, mode: 'cash' } },
    'ok',
  ],
  ['cash to a party, of which no ceiling is known', { recipient: party, gift: { amount: 15_000, mode: 'cash' } }, 'ok'],
  // Sums that are none, and another currency.
  ['nothing', { gift: { amount: 0 } }, 'refuse amount'],
  ['less than nothing', { gift: { amount: -100 } }, 'refuse amount'],
  ['half a cent', { gift: { amount: 100.5 } }, 'refuse amount'],
  ['no number', { gift: { amount: Number.NaN } }, 'refuse amount'],
  ['more than a number can hold', { gift: { amount: Number.MAX_SAFE_INTEGER } }, 'refuse amount'],
  ['dollars', { gift: { currency: 'USD' } }, 'refuse currency'],
  // What is not known is refused.
  ['a country that is not read', { recipient: { country: 'BR' } }, 'refuse no_rule'],
  ['an association that is no party', { recipient: { country: 'FR', kind: 'association' } }, 'refuse no_rule'],
  ['dues to a candidate', { gift: { what: 'dues' } }, 'refuse no_rule'],
  ['before the rule held', { gift: { at: new Date('2017-12-31T22:59:59Z') } }, 'refuse rule_over'],
  ['somebody who is past the cap already', { earlier: 500_000 }, 'refuse cap 0'],
  // Persons who may be the same.
  ['with somebody who may be her, to the cap', { earlier: 100_000, lookalikes: 358_000 }, 'ok'],
  ['with somebody who may be her, past the cap', { earlier: 100_000, lookalikes: 358_001 }, 'hold lookalike'],
  ['a minor with the card of a firm', { donor: { adult: false }, card: { business: true } }, 'hold minor company'],
  ['a minor past the cap', { donor: { adult: false }, earlier: 460_000 }, 'refuse cap 0'],
])('%s: %3$s', (_, different, wanted) => {
  expect(decided(different)).toBe(wanted)
})

test('dues of somebody who was elected are under no cap of parties, those of others are', () => {
  const dues = (what: 'dues' | 'dues_of_elected') =>
    decided({ recipient: party, earlier: 750_000, gift: { what, amount: 10_000 } })
  expect(dues('dues_of_elected')).toBe('ok')
  expect(dues('dues')).toBe('refuse cap 0')
  expect(decided({ recipient: party, lookalikes: 750_000, gift: { what: 'dues_of_elected' } })).toBe('ok')
  expect(decided({ recipient: party, lookalikes: 750_000, gift: { what: 'dues' } })).toBe('hold lookalike')
})

test('what has not been said is named', () => {
  const decision = decide(giftOf({ donor: { nationality: undefined, declarations: [] } }))
  expect(decision).toMatchObject({ missing: ['nationality', 'resident'] })
  const stateless = { nationality: undefined, declarations: ['natural_person', 'own_money', 'resident'] }
  expect(decide(giftOf({ donor: stateless }))).toMatchObject({ missing: ['nationality'] })
  const foreign = decide(giftOf({ donor: { nationality: 'US', declarations: ['natural_person', 'own_money'] } }))
  expect(foreign).toMatchObject({ missing: ['resident'] })
  const silent = decide(giftOf({ donor: { declarations: [] } }))
  expect(silent).toMatchObject({ missing: ['natural_person', 'own_money'] })
})

test('a card of another country is flagged and not refused', () => {
  expect(decide(giftOf({ card: { country: 'US' } }))).toMatchObject({ verdict: 'ok', flags: ['card_foreign'] })
  expect(decide(giftOf({ card: { country: 'FR' } }))).toMatchObject({ verdict: 'ok', flags: [] })
})

test('each decision bears rule and version; a rule past its day still holds, and says so', () => {
  expect(decide(giftOf())).toMatchObject({ rule: 'FR.candidate.person', version: 1, stale: false })
  expect(decide(giftOf({ recipient: { country: 'BR' } }))).toMatchObject({ rule: null, version: null, stale: false })
  const late = decide(giftOf({ gift: { at: new Date('2027-02-15T12:00:00Z') } }))
  expect(late).toMatchObject({ verdict: 'ok', rule: 'FR.candidate.person', stale: true })
})

test('of two versions the one that holds on the day decides', () => {
  const france = LAW.find(({ country }) => country === 'FR')!
  const [old] = france.rules
  const law = [
    {
      ...france,
      rules: [
        { ...old!, valid_to: '2026-12-31' },
        { ...old!, version: 2, valid_from: '2027-01-01', cap: { amount: 470_000, indexed: true } },
      ],
    },
  ]
  const of = (at: string) => decide(giftOf({ gift: { amount: 465_000, at: new Date(at) } }), law)
  expect(of('2026-12-31T22:59:59Z')).toMatchObject({ verdict: 'refuse', version: 1, remaining: 460_000 })
  expect(of('2026-12-31T23:00:00Z')).toMatchObject({ verdict: 'ok', version: 2 })
})

test('what is asked above a line is asked of the sum, whether it is a declaration or a way to be somebody who may give', () => {
  const france = LAW.find(({ country }) => country === 'FR')!
  const [rule] = france.rules
  const line = { key: 'no_favour', above: 1000, of: 'all' as const }
  const declared = { ...rule!, declarations: [line], donor: { ...rule!.donor, any_of: null } }
  const clause = { ...rule!, declarations: [], donor: { ...rule!.donor, any_of: [{ declares: 'no_favour' }], above: 1000 } }
  for (const one of [declared, clause]) {
    const of = (earlier: number) => decide(giftOf({ gift: { amount: 600 }, earlier }), [{ ...france, rules: [one] }])
    expect(of(400)).toMatchObject({ verdict: 'ok' })
    expect(of(401)).toMatchObject({ verdict: 'refuse', missing: ['no_favour'] })
  }
})

test('a sum that is none is a fault of who asks, for it would be below every cap', () => {
  for (const sum of [Number.NaN, -1, 0.5, Infinity])
    for (const key of ['earlier', 'lookalikes', 'cashSum'])
      expect(() => decide(giftOf({ [key]: sum })), `${key} ${sum}`).toThrow(RangeError)
  expect(() => decide(giftOf({ gift: { at: new Date(Number.NaN) } }))).toThrow(RangeError)
})

test('a gift each month goes on until the cap, the end of the window or the day of filing', () => {
  const from = new Date('2026-11-30T23:00:00Z')
  const months = (recipient: Different['recipient'], amount: number) => {
    let earlier = 0
    for (let n = 0; n < 24; n++) {
      const at = new Date(Date.UTC(2026, 11 + n, 5))
      const decision = decide(giftOf({ recipient, gift: { amount, at }, earlier }))
      if (decision.verdict !== 'ok') return { n, told: told(decision) }
      earlier += amount
    }
    return { n: 24, told: 'never' }
  }
  expect(months({}, 100_000)).toEqual({ n: 4, told: 'refuse cap 60000' })
  expect(months({ collects: { from, to: new Date('2027-06-30T22:00:00Z') } }, 500)).toEqual({ n: 7, told: 'refuse over' })
  expect(months({ filedAt: new Date('2027-08-20T10:00:00Z') }, 500)).toEqual({ n: 9, told: 'refuse filed' })
})

test('somebody who is refused is told why and what she still may give, in her language', () => {
  const said = (locale: 'fr' | 'en' | 'es', different: Different) => sayDecision(locale, decide(giftOf(different)), 'EUR')
  const over = { earlier: 400_000, gift: { amount: 70_000 } }
  expect(said('fr', over)).toBe(
    'La loi permet à chacun de donner 4\u202f600\u00a0€ au plus. Avec vos dons précédents, vous pouvez encore donner 600\u00a0€.',
  )
  expect(said('en', over)).toContain('you can still give €600')
  expect(said('es', over)).toContain('aún puedes donar 600\u00a0€')
  expect(said('en', { earlier: 460_000 })).toContain('You have reached that limit')
  expect(said('en', { donor: { declarations: [] } })).toBe(
    'Still missing: your statement that you give in your own name and your statement that this money is your own.',
  )
  expect(said('en', { donor: { adult: false } })).toContain('looked at by the treasurer')
  expect(said('fr', {})).toBe('')
})

test('no refusal leaves a hole where a word should be', () => {
  const refused: Different[] = [
    { gift: { amount: 20_000, mode: 'cash' } },
    { recipient: { ceiling: 5_000_000 }, cashSum: 1_000_000, gift: { mode: 'cash' } },
    {
      recipient: { country: 'DE', kind: 'party' },
      gift: { amount: 200_000 },
      donor: { nationality: 'US', residence: 'US', declarations: ['own_money', 'no_favour'] },
    },
  ]
  for (const locale of ['fr', 'en', 'es'] as const)
    for (const one of refused) {
      const text = sayDecision(locale, decide(giftOf(one)), 'EUR')
      expect(text).toMatch(/\d/)
      expect(text).not.toMatch(/ {2}| \.|[{}]/)
    }
  expect(lawTexts.in('fr')('law.refuse.mode')).toBeTruthy()
  expect(everyRule().length).toBeGreaterThan(10)
})
