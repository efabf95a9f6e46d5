import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { GroupCard, GroupId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import type { TerritoryCard } from '#territories'

export type SplitId = Id<'split'>

type Split = {
  id: SplitId
  group_id: GroupId
  opened_at: Date
  /** null: the thirteenth who came */
  opened_by: PersonId | null
  wishes_until: Date
  decide_until: Date
  reminders: Generated<number>
  keep_languages: Generated<boolean>
  escalated_at: Generated<Date | null>
  state: Generated<'open' | 'divided' | 'dropped' | 'undone'>
  child_id: Generated<GroupId | null>
  decided_at: Generated<Date | null>
  decided_by: Generated<PersonId | null>
  automatic: Generated<boolean>
  undo_asked_in: Generated<GroupId | null>
}

type SplittingTables = {
  split: Split
  split_wish: { split_id: SplitId; person_id: PersonId; organises: boolean; hosts: boolean; at: Date }
  split_tie: { split_id: SplitId; person_id: PersonId; other_id: PersonId; kind: 'wish' | 'pin' }
}

export const db = narrow<SplittingTables, GroupCard & PersonCard & TerritoryCard>()
