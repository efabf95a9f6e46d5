import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { PersonCard, PersonId } from '#people'
import type { PlaceId, TerritoryCard } from '#territories'
import type { Figures } from './rules/figures.ts'
import type { Hour, Role } from './rules/posts.ts'

export type StationId = Id<'station'>
export type VolunteerId = Id<'station-volunteer'>
export type PostId = Id<'station-post'>
export type VoteId = Id<'election'>
export type PostState = 'asked' | 'yes' | 'no' | 'ended'
export type TurnoutHour = 'noon' | 'afternoon' | 'close'

type Station = {
  id: StationId
  election_id: VoteId
  place_id: PlaceId
  number: string
  name: string | null
  address: string | null
  added_at: Date
}

type Volunteer = {
  id: VolunteerId
  election_id: VoteId
  person_id: PersonId
  place_id: PlaceId
  roles: Role[]
  hours: Hour[]
  said_at: Date
}

type Post = {
  id: PostId
  station_id: StationId
  election_id: VoteId
  volunteer_id: VolunteerId
  role: Role
  state: PostState
  asked_at: Date
  answered_at: Generated<Date | null>
}

type Sheet = {
  key: string
  seq: GeneratedAlways<string>
  station_id: StationId
  typed_by: AccountId
  typed_at: Date
  figures: JSONColumnType<Figures>
}

type Tables = {
  station: Station
  station_volunteer: Volunteer
  station_post: Post
  vote_candidate: { id: string; election_id: VoteId; rank: number; name: string }
  station_sheet: Sheet
  station_result: { station_id: StationId; figures: JSONColumnType<Figures>; agreed_at: Date; corrected_at: Date | null }
  station_turnout: { station_id: StationId; hour: TurnoutHour; registered: number; voters: number; typed_at: Date }
  vote_opening: { election_id: VoteId; opened_at: Date }
}

export const db = narrow<Tables, TerritoryCard & PersonCard>()
