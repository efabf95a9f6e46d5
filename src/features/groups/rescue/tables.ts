import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import type { GroupCard, GroupId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import { narrow } from '#platform/db/handle'

export type MergeId = Id<'group-merge'>

type GroupMerge = {
  id: MergeId
  from_id: GroupId
  into_id: GroupId
  asked_at: Date
  state: Generated<'open' | 'accepted' | 'refused' | 'withdrawn'>
  answered_at: Generated<Date | null>
}

type RescueTables = {
  group_merge: GroupMerge
  neighbour_call: { person_id: PersonId; group_id: GroupId; called_at: Date }
  rescue_word: { group_id: GroupId; told_at: Date }
}

export const db = narrow<RescueTables, GroupCard & PersonCard>()
