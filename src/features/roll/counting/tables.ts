import type { Generated, JSONColumnType } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { TerritoryCard } from '#territories'
import type { StationCard, StationId, VoteId } from '../stations/index.ts'
import type { Figures } from './rules/figures.ts'

export type TurnoutHour = 'noon' | 'afternoon' | 'close'

type Sheet = {
  key: string
  seq: Generated<string>
  station_id: StationId
  typed_by: AccountId
  /** Whose the account was; null: nobody's of the file. */
  person_id: Id<'person'> | null
  typed_at: Date
  figures: JSONColumnType<Figures>
}

type Tables = {
  vote_candidate: { id: string; election_id: VoteId; rank: number; name: string }
  station_sheet: Sheet
  station_result: { station_id: StationId; figures: JSONColumnType<Figures>; agreed_at: Date; corrected_at: Date | null }
  station_turnout: { station_id: StationId; hour: TurnoutHour; registered: number; voters: number; typed_at: Date }
  vote_opening: { election_id: VoteId; opened_at: Date }
}

export const db = narrow<Tables, TerritoryCard & StationCard>()
