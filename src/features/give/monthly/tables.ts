import type { ColumnType, Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { DonorId, GiftCard, GiftId } from '../giving/index.ts'
import type { Outcome, Reason, State } from './rules.ts'

export type MonthlyId = Id<'monthly-gift'>

/** A bigint, as the driver gives it: a text. `amountOf` reads it. */
type Big = ColumnType<string, number, number>

type MonthlyGift = {
  id: MonthlyId
  recipient_id: RecipientId
  donor_id: DonorId
  first_gift_id: GiftId
  amount: Big
  rise_to: ColumnType<string | null, number | null | undefined, number | null>
  /** YYYY-MM-DD */
  rise_on: ColumnType<string | null, string | null | undefined, string | null>
  currency: string
  locale: Locale
  state: State
  reason: Generated<Reason | null>
  anchor_on: string
  nth: Generated<number>
  failures: Generated<number>
  next_at: Generated<Date | null>
  made_at: Date
  changed_at: Date
  step: Generated<number>
  means_id: Generated<Id<'payment'> | null>
  asked_means: Generated<Id<'payment'> | null>
}

type MonthlyCharge = {
  monthly_id: MonthlyId
  nth: number
  try: number
  gift_id: GiftId
  amount: Big
  outcome: Outcome
  made_at: Date
}

export const db = narrow<{ monthly_gift: MonthlyGift; monthly_charge: MonthlyCharge }, GiftCard & RecipientCard>()
