import type { EventCard, EventId } from '../core/index.ts'
import type { GroupCard, GroupId } from '#groups'
import { narrow } from '#platform/db/handle'

type Kept = { bytes: Buffer; width: number; height: number; words: string }

export const db = narrow<
  { group_picture: Kept & { group_id: GroupId }; event_picture: Kept & { event_id: EventId } },
  GroupCard & EventCard
>()
