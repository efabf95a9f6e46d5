import type { GroupId } from '#groups'
import type { RecipientId } from '../core/index.ts'
import type { CampaignId } from './tables.ts'

/** The page of a campaign, for anybody: it is printed. */
export const campaignPath = (address: string) => `/give/for/${address}`
/** Which groups take shares of gifts to a recipient. */
export const groupsPath = (recipient: RecipientId) => `/give/${recipient}/groups`

export const paths = {
  staff: '/staff/campaigns',
  recipient: (recipient: RecipientId) => `/staff/campaigns/${recipient}`,
  campaign: (recipient: RecipientId, campaign: CampaignId) => `/staff/campaigns/${recipient}/${campaign}`,
  group: (group: GroupId) => `/groups/${group}/gifts`,
} as const
