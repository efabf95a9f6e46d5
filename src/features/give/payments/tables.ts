import type { ColumnType, Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { Mode, Part, PartKind, Reached } from '../providers/index.ts'
import type { State } from './rules.ts'

export type AccountId = Id<'payment-account'>
export type PaymentId = Id<'payment'>
export type RefundId = Id<'payment-refund'>

export const PROVIDERS = ['stripe', 'mollie', 'sandbox'] as const
export type ProviderName = (typeof PROVIDERS)[number]

/** A bigint, as the driver gives it: a text; `amountOf` makes a number of it. */
type Big = ColumnType<string, number, number>
type MaybeBig = ColumnType<string | null, number | null, number | null>

type PaymentAccount = {
  id: AccountId
  name: string
  provider: ProviderName
  currency: string
  live: boolean
  credentials: Buffer
  webhook_secrets: Buffer
  created_at: Date
}

type Payment = {
  id: PaymentId
  account_id: AccountId
  subject_kind: string
  subject_id: string
  amount: Big
  currency: string
  mode: Mode
  return_path: string
  locale: Locale
  description: string
  reached: Reached
  state: State
  provider_ref: string | null
  checkout_url: string | null
  refunded: Big
  disputed: Big
  fee: MaybeBig
  card_country: string | null
  card_funding: string | null
  created_at: Date
  changed_at: Date
  checked_at: Date | null
  keep: Generated<boolean>
  means: Generated<PaymentId | null>
  asked_at: Generated<Date | null>
}

type PaymentMeans = {
  payment_id: PaymentId
  account_id: AccountId
  customer: string
  method: string
  kept_at: Date
  released_at: Generated<Date | null>
}

type PaymentPart = {
  payment_id: PaymentId
  kind: PartKind
  ref: string
  amount: Big
  state: string
  asked: RefundId | null
}

type PaymentRefund = {
  id: RefundId
  payment_id: PaymentId
  amount: Big
  state: 'asked' | 'sent' | 'refused'
  asked_at: Date
  refusal: string | null
}

type PaymentEvent = {
  account_id: AccountId
  event: string
  kind: string
  ref: string
  received_at: Date
  read_at: Date | null
}

type SandboxPayment = {
  ref: string
  payment_id: PaymentId
  state: Exclude<Reached, 'begun'>
  parts: ColumnType<Part[], string, string>
  made_at: Date
  changed_at: Date
  later: Generated<'paid' | 'failed'>
}

export type Tables = {
  payment_account: PaymentAccount
  payment: Payment
  payment_means: PaymentMeans
  payment_part: PaymentPart
  payment_refund: PaymentRefund
  payment_event: PaymentEvent
  sandbox_payment: SandboxPayment
}

export const db = narrow<Tables>()
