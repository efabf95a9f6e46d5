import type { App } from '#platform/app'
import { clockIn } from '#platform/i18n/moments'
import type { RecipientRecord } from '../core/index.ts'
import { decideLoan, type LoanDecision, loanRuleFor } from '../law/index.ts'
import type { Told } from '../giving/index.ts'
import type { OfferRecord } from './queries.ts'
import { scheduleOf, sumOf } from './rules.ts'

export type LoanRule = NonNullable<ReturnType<typeof loanRuleFor>>

/** Today by the clocks of the law's country. YYYY-MM-DD. */
export const dayThere = (app: App, whom: { country: string; kind: string }): string => clockIn(zoneOf(app, whom), app.now()).day

export const zoneOf = (app: App, whom: { country: string; kind: string }): string =>
  loanRuleFor(whom, app.now())?.zone ?? app.movement.current.timeZone

type Asking = { recipient: RecipientRecord; offer: OfferRecord; amount: number; told: Told; owed: number }

/** Asks the law about a loan on the terms of an offer. */
export function askLoan(app: App, { recipient, offer, amount, told, owed }: Asking): LoanDecision {
  const { rate, months, kind, ceiling } = offer
  const { principal, interest } = sumOf(scheduleOf({ amount, rate, months, kind }, dayThere(app, recipient)))
  return decideLoan({
    recipient: { country: recipient.country, kind: recipient.kind, ceiling, filedAt: recipient.filed_at },
    loan: { amount, due: principal + interest, currency: recipient.currency, months, rate, at: app.now() },
    lender: { kind: 'natural', adult: told.adult, declarations: told.declarations },
    owed,
  })
}
