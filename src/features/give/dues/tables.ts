import type { ColumnType, Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { DonorCard, DonorId, State, Told } from '../giving/index.ts'
import type { Mode } from '../law/index.ts'
import type { Bracket, Period, Reminder } from './rules.ts'

export type MemberId = Id<'dues-member'>
export type DueId = Id<'due'>

/** A bigint, as the driver gives it: a text. `amountOf` reads it. */
type Big = ColumnType<string, number, number>

type Scale = {
  recipient_id: RecipientId
  open: boolean
  period: Period
  grace_days: number
  brackets: ColumnType<Bracket[], string, string>
  floor: Big
  changed_at: Date
}

type Member = {
  id: MemberId
  recipient_id: RecipientId
  donor_id: DonorId
  told: ColumnType<Told, string, string>
  locale: Locale
  joined_at: Date
  stopped_at: Generated<Date | null>
}

type Due = {
  id: DueId
  number: ColumnType<string, number, never>
  member_id: MemberId
  amount: Big
  refunded: ColumnType<string, number | undefined, number>
  currency: string
  mode: Mode
  state: State
  reason: string | null
  rule: string
  rule_version: number
  made_at: Date
  changed_at: Date
  paid_at: Generated<Date | null>
  /** YYYY-MM-DD */
  from_on: Generated<string | null>
  until_on: Generated<string | null>
  payment_id: Generated<Id<'payment'> | null>
  step: Generated<number>
  decided_by: Generated<AccountId | null>
}

type Sent = { member_id: MemberId; until_on: string; kind: Reminder; sent_at: Date }

type Tables = { dues_scale: Scale; dues_member: Member; due: Due; due_reminder: Sent }

export const db = narrow<Tables, RecipientCard & DonorCard>()
