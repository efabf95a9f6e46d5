import type { GroupCard, GroupId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import { narrow } from '#platform/db/handle'

export type How = 'call' | 'visit'

type PaperMember = {
  person_id: PersonId
  group_id: GroupId
  signed_on: string
  kept_by: string
  entered_by: PersonId | null
  entered_at: Date
}

type Visit = {
  id: string
  group_id: GroupId
  person_id: PersonId
  visited_by: PersonId | null
  how: How
  words: string | null
  at: Date
}

type VisitTables = { paper_member: PaperMember; paper_entry: { id: string; group_id: GroupId; entered_at: Date }; visit: Visit }

export const db = narrow<VisitTables, GroupCard & PersonCard>()
