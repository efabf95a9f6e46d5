import type { ColumnType, Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { GroupCard, GroupId } from '#groups'
import type { TerritoryCard } from '#territories'
import type { RecipientCard, RecipientId } from '../core/index.ts'

export type CampaignId = Id<'campaign'>
/** What a figure is of: a recipient, a campaign or a group, by its id. */
export type AimId = Id<'aim'>

/** A bigint, as the driver gives it: a text. */
type Big = ColumnType<string, number, number>
type Counted = ColumnType<string, number | undefined, number>
/** YYYY-MM-DD */
type Day = string | null

type Campaign = {
  id: CampaignId
  recipient_id: RecipientId
  address: string
  goal: Big
  opens_on: Day
  closes_on: Day
  made_at: Date
  public_at: Generated<Date | null>
  closed_at: Generated<Date | null>
}

type CampaignText = { campaign_id: CampaignId; locale: Locale; title: string; story: string }

type GroupShare = {
  recipient_id: RecipientId
  group_id: GroupId
  asked_at: Date
  agreed_at: Generated<Date | null>
  shows_figures: Generated<boolean>
}

type Figure = {
  recipient_id: RecipientId
  aim_id: AimId
  total: Counted
  gifts: Counted
  donors: Counted
  median: ColumnType<string | null, number | null | undefined, number | null>
  below: Counted
}

type Amount = { recipient_id: RecipientId; aim_id: AimId; amount: Big; n: Big }

type Tables = {
  campaign: Campaign
  campaign_text: CampaignText
  group_share: GroupShare
  gift_figure: Figure
  gift_amount: Amount
}

export const db = narrow<Tables, RecipientCard & GroupCard & TerritoryCard>()
