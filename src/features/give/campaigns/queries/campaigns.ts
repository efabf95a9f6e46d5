import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { Texts } from '../rules/campaigns.ts'
import { type CampaignId, db } from '../tables.ts'

const texts = sql<Texts>`(select coalesce(json_object_agg(t.locale, json_build_object('title', t.title, 'story', t.story)), '{}')
  from campaign_text t where t.campaign_id = campaign.id)`

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('campaign')
    .select([
      'campaign.id',
      'campaign.recipient_id',
      'campaign.address',
      'campaign.goal',
      'campaign.public_at',
      'campaign.closed_at',
    ])
    // Days are texts: a Date would be midnight of the machine.
    .select([
      sql<string | null>`campaign.opens_on::text`.as('opens_on'),
      sql<string | null>`campaign.closes_on::text`.as('closes_on'),
      texts.as('texts'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
export type CampaignRecord = Omit<Row, 'goal'> & { goal: number }

const whole = ({ goal, ...row }: Row): CampaignRecord => ({ ...row, goal: amountOf(goal) })

export async function findCampaign(handle: Handle, id: CampaignId): Promise<CampaignRecord | undefined> {
  const row = await select(handle).where('campaign.id', '=', id).executeTakeFirst()
  return row && whole(row)
}

/** By its public address. */
export async function campaignAt(handle: Handle, address: string): Promise<CampaignRecord | undefined> {
  const row = await select(handle).where('campaign.address', '=', address).executeTakeFirst()
  return row && whole(row)
}

/** All of a recipient, the newest first. */
export async function campaignsOf(handle: Handle, recipient: RecipientId): Promise<CampaignRecord[]> {
  const rows = await select(handle).where('recipient_id', '=', recipient).orderBy('made_at', 'desc').limit(200).execute()
  return rows.map(whole)
}

/** To which anybody may give on a day, of these recipients. */
export async function openCampaigns(handle: Handle, recipients: RecipientId[], today: string): Promise<CampaignRecord[]> {
  if (recipients.length === 0) return []
  const rows = await select(handle)
    .where('recipient_id', 'in', recipients)
    .where('public_at', 'is not', null)
    .where('closed_at', 'is', null)
    .where((w) => w.or([w('opens_on', 'is', null), w('opens_on', '<=', today)]))
    .where((w) => w.or([w('closes_on', 'is', null), w('closes_on', '>=', today)]))
    .orderBy('made_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(whole)
}
