import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { PersonCard, PersonId } from '#people'
import type { TerritoryCard } from '#territories'
import type { GroupCard, GroupId } from '../core/index.ts'

export type InvitationId = Id<'invitation'>

type JoinRequest = { group_id: GroupId; person_id: PersonId; words: string | null; asked_at: Date }

type Removal = { id: string; group_id: GroupId; person_id: PersonId; reason: string; at: Date }

type Invitation = {
  id: InvitationId
  group_id: GroupId
  invited_by: PersonId | null
  /** null: a link */
  email: string | null
  locale: Locale
  created_at: Date
  ends_at: Date
}

/** Coming to a group, or asking to, by one's own hand; and leaving one. */
type Passage = { id: string; group_id: GroupId; person_id: PersonId; kind: 'came' | 'left'; at: Date }

type JoiningTables = { passage: Passage; join_request: JoinRequest; removal: Removal; invitation: Invitation }

export const db = narrow<JoiningTables, GroupCard & PersonCard & TerritoryCard>()
