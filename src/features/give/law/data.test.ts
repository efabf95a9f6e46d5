import { expect, test } from 'vitest'
import fr from './data/FR.json' with { type: 'json' }
import { HOLDS } from './holding.ts'
import { everyRule, isStale, kindsOf, LAW, lawTexts, ruleFor } from './index.ts'
import { everyLoanRule, LOAN_REFUSALS } from './loans.ts'
import { REFUSALS } from './refusing.ts'
import { OF_DESK, OF_DUES } from './saying.ts'
import { countryLaw } from './schema.ts'
import { UNREAD } from '#platform/money/typed'

test('every rule was read by today, says where it stands, and is not past its day to be read again', () => {
  // The tests' own clock stands: this is about the real day.
  const now = new Date(performance.timeOrigin + performance.now())
  const today = now.toISOString().slice(0, 10)
  for (const rule of everyRule()) {
    expect(rule.read <= today && rule.read < rule.review_by, rule.id).toBe(true)
    expect(isStale(rule, now), `${rule.id}: read ${rule.article} again, at ${rule.source}`).toBe(false)
  }
})

test('a rule is stale from its day on, by the clocks of its country', () => {
  const rule = ruleFor({ country: 'FR', kind: 'candidate' }, new Date('2026-12-01T12:00:00Z'))!
  const due = { ...rule, review_by: '2027-01-31' }
  expect(isStale(due, new Date('2027-01-30T22:59:59Z'))).toBe(false)
  expect(isStale(due, new Date('2027-01-30T23:00:00Z'))).toBe(true)
})

test('no two rules of one kind hold at one time, and each has its own name', () => {
  const rules = everyRule()
  expect(new Set(rules.map(({ id, version }) => `${id} ${version}`)).size).toBe(rules.length)
  for (const one of rules)
    for (const other of rules) {
      if (one === other || one.country !== other.country || one.kind !== other.kind) continue
      const isApart =
        !one.takes.some((what) => other.takes.includes(what)) ||
        (one.valid_to !== null && one.valid_to < other.valid_from) ||
        (other.valid_to !== null && other.valid_to < one.valid_from)
      expect(isApart, `${one.id} and ${other.id}`).toBe(true)
    }
})

test('no lawyer has checked a rule yet, and none pretends so', () => {
  expect(everyRule().filter(({ verified_by: by }) => by !== null)).toEqual([])
})

test('what foreigners declare is a way to be somebody who may give, or it would be asked for nothing', () => {
  for (const rule of everyRule())
    for (const { key, of } of rule.declarations)
      if (of === 'foreigners')
        expect(
          rule.donor.any_of?.some(({ declares }) => declares === key),
          `${rule.id} ${key}`,
        ).toBe(true)
})

test('the last step of the means of payment has no end, and the steps rise', () => {
  for (const { id, modes } of everyRule()) {
    expect(modes.at(-1)!.max, id).toBeNull()
    const tops = modes.slice(0, -1).map(({ max }) => max!)
    expect(tops, id).toEqual(tops.toSorted((a, b) => a - b))
  }
})

test('everything that a rule asks for, and everything that is answered, has words', () => {
  const wanted = [
    ...everyRule().flatMap(({ fields, declarations, mentions, checks, donor }) => [
      ...fields.map(({ key }) => `law.ask.${key}`),
      ...declarations.flatMap(({ key }) => [`law.ask.${key}`, `law.declare.${key}`]),
      ...(donor.any_of ?? []).flatMap(({ declares, residence }) => [
        ...(declares ? [`law.declare.${declares}`] : []),
        ...(residence ? ['law.ask.residence'] : []),
      ]),
      ...mentions.map(({ key }) => `law.mention.${key}`),
      ...checks.map((key) => `law.check.${key}`),
    ]),
    ...everyLoanRule().flatMap(({ declarations }) => declarations.flatMap((key) => [`law.ask.${key}`, `law.declare.${key}`])),
    ...LOAN_REFUSALS.map((key) => `law.loan.${key}`),
    ...REFUSALS.map((key) => `law.refuse.${key}`),
    ...OF_DUES.map((key) => `law.dues.${key}`),
    'law.dues.held',
    ...OF_DESK.map((key) => `law.desk.${key}`),
    ...HOLDS.map((key) => `law.hold.${key}`),
    ...UNREAD.map((key) => `law.amount.${key}`),
    'law.flag.card_foreign',
    'law.held',
    'law.stale',
    'law.unverified',
  ]
  expect([...new Set(wanted)].toSorted()).toEqual(Object.keys(lawTexts.bundles.fr).toSorted())
})

test.each([
  ['a key that nobody knows', { ...fr, surprise: 1 }],
  ['an amount with decimals', planted({ cap: { amount: 4600.5, indexed: true } })],
  ['an amount in words', planted({ cap: { amount: '460000', indexed: true } })],
  ['a means of payment that is none', planted({ modes: [{ max: null, allow: ['gold'] }] })],
  ['no day to be read again', planted({ review_by: undefined })],
  ['a source that is no address', planted({ source: 'Légifrance' })],
  ['a clause that says nothing', planted({ donor: { ...fr.rules[0]!.donor, any_of: [{}] } })],
])('a file of the law with %s is not taken', (_, file) => {
  expect(() => countryLaw(file)).toThrow(/file of the law of gifts/)
})

function planted(change: object) {
  return { ...fr, rules: [{ ...fr.rules[0], ...change }] }
}

test('of a country that is not read there is no kind and no rule', () => {
  const at = new Date('2026-12-01T12:00:00Z')
  expect(LAW.map(({ country }) => country)).toEqual(['DE', 'ES', 'FR', 'GB', 'US'])
  expect(kindsOf('FR')).toEqual(['candidate', 'presidential', 'party'])
  expect(kindsOf('BR')).toEqual([])
  expect(ruleFor({ country: 'BR', kind: 'party' }, at)).toBeUndefined()
  // An association that is no party: no text was read that says what it may take.
  expect(ruleFor({ country: 'FR', kind: 'association' }, at)).toBeUndefined()
})
