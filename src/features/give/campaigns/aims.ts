import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import { todayOf } from '#platform/i18n/moments'
import type { GroupId } from '#groups'
import type { RecipientRecord } from '../core/index.ts'
import { mayEarmark } from './commands/campaigns.ts'
import { type CampaignRecord, findCampaign } from './queries/campaigns.ts'
import { type Share, takingShares } from './queries/shares.ts'
import { type CampaignState, stateOf } from './rules/campaigns.ts'
import type { CampaignId } from './tables.ts'

/** What a gift may be for besides its recipient, as a form asks for it. */
export type Aims = { campaign: (CampaignRecord & { state: CampaignState }) | undefined; group: Share | undefined }

type Named = { campaign?: CampaignId | undefined; group?: GroupId | undefined }

/**
 * The campaign and the group that a form names. A campaign that nobody may see, or of another recipient, is not there; a group that takes no shares (any more) is left out. Where the law
 * lets nobody bind a gift to a purpose there is neither.
 */
export async function findAims(app: App, recipient: RecipientRecord, { campaign: id, group: of }: Named): Promise<Aims> {
  if (!id && !of) return { campaign: undefined, group: undefined }
  const { read } = app.database
  if (!mayEarmark(recipient, app.now())) {
    if (id) throw new NotFound('campaigns.gone')
    return { campaign: undefined, group: undefined }
  }
  const [campaign, group] = await Promise.all([
    id ? findCampaign(read, id) : undefined,
    of ? takingShares(read, { recipient: recipient.id, group: of }) : undefined,
  ])
  if (id && (!campaign?.public_at || campaign.recipient_id !== recipient.id)) throw new NotFound('campaigns.gone')
  return { campaign: campaign && { ...campaign, state: stateOf(campaign, todayOf(app)) }, group }
}

/** What of these may be given to now. Throws Conflict when a campaign is over or not begun, or the group that was named takes nothing any more. */
export function requireOpen({ campaign, group }: Aims, { group: named }: Named): void {
  if (campaign && campaign.state !== 'open') throw new Conflict(`campaigns.not-${campaign.state}`)
  if (named && !group) throw new Conflict('campaigns.takes-none')
}
