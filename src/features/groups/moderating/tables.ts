import { narrow } from '#platform/db/handle'
import type { TerritoryCard } from '#territories'
import type { GroupCard, GroupId } from '../core/index.ts'

type GroupReport = { id: string; group_id: GroupId; words: string; reported_at: Date; settled_at: Date | null }

type GroupNotice = {
  id: string
  group_id: GroupId
  kind: 'unlisted' | 'listed'
  reason: string
  at: Date
  reply: string | null
  replied_at: Date | null
}

export const db = narrow<{ group_report: GroupReport; group_notice: GroupNotice }, GroupCard & TerritoryCard>()
