import type { Generated } from 'kysely'
import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { PersonCard, PersonId } from '#people'
import type { PlaceId, TerritoryCard } from '#territories'
import type { Hour, Role } from './rules/posts.ts'

export type StationId = Id<'station'>
export type VolunteerId = Id<'station-volunteer'>
export type PostId = Id<'station-post'>
export type VoteId = Id<'election'>
export type PostState = 'asked' | 'yes' | 'no' | 'ended'

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
  /** null: she was erased, and those in charge are being told. */
  volunteer_id: VolunteerId | null
  role: Role
  state: PostState
  asked_at: Date
  answered_at: Generated<Date | null>
}

type Tables = { station: Station; station_volunteer: Volunteer; station_post: Post }

/** What other rooms may join of stations. */
export type StationCard = { station: Published<Station, 'id' | 'election_id' | 'place_id' | 'number'> }

export const db = narrow<Tables, TerritoryCard & PersonCard>()
