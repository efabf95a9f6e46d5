import { expect, test } from 'vitest'
import fr from './data/FR.loans.json' with { type: 'json' }
import { countryLoans } from './loan-schema.ts'
import { type AskedLoan, decideLoan, everyLoanRule, legalRate, loanRuleFor } from './loans.ts'

const at = new Date('2026-12-01T12:00:00Z')
const declarations = ['natural_person', 'own_money', 'not_habitual']
type Change = { recipient?: object; loan?: object; lender?: object; owed?: number }

const ask = ({ recipient, loan, lender, owed = 0 }: Change = {}) =>
  decideLoan({
    recipient: { country: 'FR', kind: 'party', ceiling: null, filedAt: null, ...recipient },
    loan: { amount: 100_000, due: 100_000, currency: 'EUR', months: 24, rate: 0, at, ...loan },
    lender: { kind: 'natural', adult: true, declarations, ...lender },
    owed,
  } as AskedLoan)
const said = (change: Change) => {
  const decision = ask(change)
  return decision.verdict === 'ok' ? 'ok' : decision.reason.replace('law.loan.', '')
}
const candidate = { kind: 'candidate', ceiling: 18_000_00 }

test.each<[string, Change, string]>([
  ['a person to a party, two years, no interest', {}, 'ok'],
  ['a company', { lender: { kind: 'legal' } }, 'legal'],
  ['a child', { lender: { adult: false } }, 'minor'],
  ['somebody who has not said that it is no habit', { lender: { declarations: ['natural_person', 'own_money'] } }, 'missing'],
  ['a party, 25 months', { loan: { months: 25 } }, 'months'],
  ['a candidate, 18 months', { recipient: candidate, loan: { months: 18 } }, 'ok'],
  ['a candidate, 19 months', { recipient: candidate, loan: { months: 19 } }, 'months'],
  ['no months', { loan: { months: 0 } }, 'months'],
  ['a candidate whose ceiling nobody entered', { recipient: { kind: 'candidate' }, loan: { months: 18 } }, 'ceiling_unknown'],
  ['a candidate to the last euro of the ceiling', { recipient: candidate, loan: { months: 18 }, owed: 1_700_000 }, 'ok'],
  ['and one cent above', { recipient: candidate, loan: { months: 18 }, owed: 1_700_001 }, 'total'],
  ['a party to 15,000 euros', { owed: 1_400_000 }, 'ok'],
  ['and one cent above', { owed: 1_400_001 }, 'total'],
  ['interest counts as owed', { loan: { due: 100_001 }, owed: 1_400_000 }, 'total'],
  ['a candidate to the presidency', { recipient: { kind: 'presidential', ceiling: 1_000_000_000 } }, 'forbidden'],
  ['a country that was not read', { recipient: { country: 'DE' } }, 'no_rule'],
  ['an association', { recipient: { kind: 'association' } }, 'no_rule'],
  ['another currency', { loan: { currency: 'USD' } }, 'currency'],
  ['nothing', { loan: { amount: 0 } }, 'amount'],
  ['after the account was filed', { recipient: { ...candidate, filedAt: at }, loan: { months: 18 } }, 'filed'],
  ['interest where no legal rate was read for the day', { loan: { rate: 1 } }, 'rate_unknown'],
  ['the legal rate', { loan: { rate: 667, at: new Date('2026-06-30T12:00:00Z') } }, 'ok'],
  ['above the legal rate', { loan: { rate: 668, at: new Date('2026-06-30T12:00:00Z') } }, 'rate'],
  ['a negative rate', { loan: { rate: -1 } }, 'rate'],
])('%s: %s', (_what, change, reason) => expect(said(change)).toBe(reason))

test('the legal rate is known on the days of its decree, by the clocks of Paris', () => {
  expect(legalRate('FR', new Date('2026-06-30T21:59:59Z'))).toBe(667)
  expect(legalRate('FR', new Date('2026-06-30T22:00:00Z'))).toBeUndefined()
  expect(legalRate('DE', at)).toBeUndefined()
})

test('every rule was read by today, is not past its day, and no two hold at once', () => {
  const now = new Date(performance.timeOrigin + performance.now()).toISOString().slice(0, 10)
  for (const rule of everyLoanRule()) expect(rule.read <= now && now < rule.review_by, rule.id).toBe(true)
  expect(new Set(everyLoanRule().map(({ kind }) => kind)).size).toBe(everyLoanRule().length)
  expect(loanRuleFor({ country: 'FR', kind: 'party' }, new Date('2017-12-31T12:00:00Z'))).toBeUndefined()
})

test('a file of another shape is not taken', () => {
  expect(() => countryLoans({ ...fr, surprise: 1 })).toThrow(/law of loans/)
  expect(() => countryLoans({ ...fr, rules: [{ ...fr.rules[0], months: 61 }] })).toThrow(/law of loans/)
})
