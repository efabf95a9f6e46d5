import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { MOST, sayAmount } from '#platform/money'
import { dayIn } from './days.ts'
import fr from './data/FR.loans.json' with { type: 'json' }
import type { Whom } from './law.ts'
import { type CountryLoans, countryLoans, type LoanRule } from './loan-schema.ts'
import { texts } from './texts.ts'

const LOANS: readonly CountryLoans[] = [fr].map(countryLoans)

/** Every rule of loans from persons, for the test that says which is to be read again. */
export const everyLoanRule = (loans = LOANS): LoanRule[] =>
  loans.flatMap(({ country, zone, currency, rules }) => rules.map((rule) => ({ ...rule, country, zone, currency })))

/** The rule of loans to such a recipient at a moment; undefined: none is read that holds, and nothing may be lent. */
export const loanRuleFor = ({ country, kind }: Whom, at: Date, loans = LOANS): LoanRule | undefined =>
  everyLoanRule(loans).find((rule) => {
    const day = dayIn(rule.zone, at)
    return rule.country === country && rule.kind === kind && rule.valid_from <= day && (rule.valid_to ?? day) >= day
  })

/** The legal rate of interest on a day, in hundredths of a percent; undefined: none was read, and only loans without interest are lent. */
export function legalRate(country: string, at: Date, loans = LOANS): number | undefined {
  const there = loans.find((one) => one.country === country)
  const day = there && dayIn(there.zone, at)
  return there?.legal_rates.find(({ from, to }) => from <= day! && day! <= to)?.rate
}

/**
 * May this be lent? `owed`: all that is owed to persons in the rule's scope, interest and what is agreed included; `due`: what this loan would add; `ceiling`: what the State
 * pays back at most (null: nobody said). Smallest units; `rate`: hundredths of a percent a year.
 */
export type AskedLoan = {
  recipient: Whom & { ceiling: number | null; filedAt: Date | null }
  loan: { amount: number; due: number; currency: string; months: number; rate: number; at: Date }
  lender: { kind: 'natural' | 'legal'; adult: boolean; declarations: string[] }
  owed: number
}

export const LOAN_REFUSALS = [
  'no_rule',
  'forbidden',
  'amount',
  'currency',
  'filed',
  'legal',
  'minor',
  'missing',
  'months',
  'rate',
  'rate_unknown',
  'ceiling_unknown',
  'total',
] as const
type Reason = (typeof LOAN_REFUSALS)[number]

export type LoanDecision =
  | { verdict: 'ok'; rule: LoanRule }
  | { verdict: 'refuse'; reason: `law.loan.${Reason}`; remaining: number | null; limit: number | null }

const no = (reason: Reason, limits: { remaining?: number; limit?: number } = {}): LoanDecision => ({
  verdict: 'refuse',
  reason: `law.loan.${reason}`,
  remaining: limits.remaining ?? null,
  limit: limits.limit ?? null,
})

/** Pure: what it does not know it refuses. */
export function decideLoan(asked: AskedLoan, loans = LOANS): LoanDecision {
  const { recipient, loan, lender, owed } = asked
  if (!Number.isSafeInteger(owed) || owed < 0) throw new RangeError(`No sum of money: ${owed}`)
  const rule = loanRuleFor(recipient, loan.at, loans)
  if (!rule) return no('no_rule')
  if (!rule.allowed) return no('forbidden')
  const refused = lenderRefused(lender, rule)
  if (refused) return refused
  const { amount, due } = loan
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MOST || due < amount) return no('amount')
  if (loan.currency !== rule.currency) return no('currency')
  if (recipient.filedAt && loan.at >= recipient.filedAt) return no('filed')
  return termsRefused(asked, rule, loans) ?? { verdict: 'ok', rule }
}

function lenderRefused({ kind, adult, declarations }: AskedLoan['lender'], rule: LoanRule): LoanDecision | undefined {
  if (kind !== 'natural') return no('legal')
  if (!adult) return no('minor')
  return rule.declarations.some((key) => !declarations.includes(key)) ? no('missing') : undefined
}

function termsRefused({ recipient, loan, owed }: AskedLoan, rule: LoanRule, loans: readonly CountryLoans[]) {
  if (!Number.isInteger(loan.months) || loan.months < 1 || loan.months > rule.months) return no('months', { limit: rule.months })
  if (!Number.isInteger(loan.rate) || loan.rate < 0) return no('rate')
  if (loan.rate > 0) {
    const legal = legalRate(rule.country, loan.at, loans)
    if (legal === undefined) return no('rate_unknown')
    if (loan.rate > legal) return no('rate', { limit: legal })
  }
  const limit = rule.total.of === 'amount' ? rule.total.amount : recipient.ceiling
  if (limit === null) return no('ceiling_unknown')
  return owed + loan.due <= limit ? undefined : no('total', { limit, remaining: Math.max(0, limit - owed) })
}

/** What somebody is told of a loan that may not be made. */
export function sayLoan(locale: Locale, decision: LoanDecision, currency: string): string {
  if (decision.verdict === 'ok') return ''
  const { reason, limit, remaining } = decision
  const isMoney = reason === 'law.loan.total'
  return ofAnyKey(texts.in(locale))(reason, {
    limit: limit === null ? '' : isMoney ? sayAmount(locale, limit, currency) : String(limit),
    remaining: remaining === null ? '' : sayAmount(locale, remaining, currency),
  })
}
