import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import type { GroupCard, GroupId } from '../core/index.ts'
import type { PersonCard, PersonId } from '#people'
import { narrow, type Published } from '#platform/db/handle'
import type { TerritoryCard } from '#territories'

export type MeetingId = Id<'meeting'>
export type Answer = 'yes' | 'no'

type Meeting = {
  id: MeetingId
  group_id: GroupId
  starts_at: Date
  place: string | null
  agenda: string | null
  set_by: PersonId | null
  set_at: Date
  version: Generated<number>
  cancelled_at: Generated<Date | null>
  reminded_at: Generated<Date | null>
  reported_at: Generated<Date | null>
  reported_by: Generated<PersonId | null>
  guests: Generated<number | null>
  doors: Generated<number | null>
  met: Generated<number | null>
  done: Generated<string | null>
}

type Attendance = { meeting_id: MeetingId; person_id: PersonId; answer: Answer | null; present: boolean | null }

type Need = { meeting_id: MeetingId; words: string; asked_at: Date; answer: string | null; answered_at: Date | null }

type MeetingTables = { meeting: Meeting; attendance: Attendance; group_need: Need }

/** What other slices may join of meetings. */
export type MeetingCard = {
  meeting: Published<
    Meeting,
    'id' | 'group_id' | 'starts_at' | 'place' | 'version' | 'set_at' | 'cancelled_at' | 'reported_at' | 'guests' | 'doors' | 'met'
  >
  attendance: Published<Attendance, 'meeting_id' | 'present'>
}

export const db = narrow<MeetingTables, GroupCard & PersonCard & TerritoryCard>()
