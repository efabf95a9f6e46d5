import type { ColumnType, Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { GroupCard, GroupId } from '#groups'
import type { TerritoryCard } from '#territories'
import type { CampaignId } from '../campaigns/index.ts'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { Mode } from '../law/index.ts'
import type { State } from './rules.ts'

export type DonorId = Id<'donor'>
export type GiftId = Id<'gift'>

/** A bigint, as the driver gives it: a text. `amountOf` reads it. */
type Big = ColumnType<string, number, number>

/** What a donor said of herself for one gift, by the law's names for it. */
export type Told = { fields: Record<string, string>; declarations: string[]; adult: boolean }

type Donor = {
  id: DonorId
  /** null: who gave on paper and has none, or her mailbox was erased. */
  email: string | null
  mailbox_hash: Buffer
  given_name: string
  family_name: string
  name_key: string
  near_key: string
  made_at: Date
}

type Gift = {
  id: GiftId
  number: ColumnType<string, number, never>
  recipient_id: RecipientId
  donor_id: DonorId
  amount: Big
  refunded: ColumnType<string, number | undefined, number>
  currency: string
  mode: Mode
  state: State
  reason: string | null
  rule: string
  rule_version: number
  told: ColumnType<Told, string, string>
  locale: Locale
  made_at: Date
  changed_at: Date
  paid_at: Generated<Date | null>
  payment_id: Generated<Id<'payment'> | null>
  step: Generated<number>
  decided_by: Generated<AccountId | null>
  campaign_id: Generated<CampaignId | null>
  /** For whom a part of it is, and how much. */
  group_id: Generated<GroupId | null>
  group_part: ColumnType<string, number | undefined, number>
  /** Of what went back, what the group had spent: the fund bears it. */
  group_borne: ColumnType<string, number | undefined, number>
  /** Of what was refunded, what its provider would not give back and the bank did. */
  otherwise: ColumnType<string, number | undefined, number>
  /** It shall come again: what she pays with is kept. */
  keep: Generated<boolean>
  /** The payment whose kept means pay it. */
  means: Generated<Id<'payment'> | null>
}

/** What other rooms may join of gifts and of who gave them. */
export type GiftCard = {
  gift: Published<
    Gift,
    | 'id'
    | 'number'
    | 'recipient_id'
    | 'donor_id'
    | 'amount'
    | 'refunded'
    | 'currency'
    | 'mode'
    | 'state'
    | 'locale'
    | 'made_at'
    | 'changed_at'
    | 'paid_at'
    | 'payment_id'
  >
  donor: Published<Donor, 'id' | 'email' | 'mailbox_hash' | 'given_name' | 'family_name'>
}

/** What other rooms may join of donors. */
export type DonorCard = Pick<GiftCard, 'donor'>

export const db = narrow<{ donor: Donor; gift: Gift }, RecipientCard & GroupCard & TerritoryCard>()
