import type { ColumnType, Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { DonorCard, DonorId, Told } from '../giving/index.ts'
import type { Kind, State } from './rules.ts'

export type LoanId = Id<'loan'>

/** A bigint, as the driver gives it: a text. `amountOf` reads it. */
type Big = ColumnType<string, number, number>

type Offer = {
  recipient_id: RecipientId
  open: boolean
  rate: number
  months: number
  kind: Kind
  least: Big
  ceiling: ColumnType<string | null, number | null, number | null>
  elsewhere: Big
  consequences: string
  changed_at: Date
}

type Loan = {
  id: LoanId
  number: ColumnType<string, number, never>
  recipient_id: RecipientId
  donor_id: DonorId
  amount: Big
  currency: string
  rate: number
  months: number
  kind: Kind
  consequences: string
  state: State
  rule: string
  rule_version: number
  told: ColumnType<Told, string, string>
  locale: Locale
  /** YYYY-MM-DD */
  agreed_on: string
  made_at: Date
  changed_at: Date
  received_at: Generated<Date | null>
  step: Generated<number>
  decided_by: Generated<AccountId | null>
}

type Instalment = {
  loan_id: LoanId
  n: number
  due_on: string
  principal: Big
  interest: Big
  repaid_at: Generated<Date | null>
  repaid_on: Generated<string | null>
  repaid_by: Generated<AccountId | null>
}

export const db = narrow<{ loan_offer: Offer; loan: Loan; loan_instalment: Instalment }, RecipientCard & DonorCard>()
