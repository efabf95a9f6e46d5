import type { ColumnType, Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { PersonCard, PersonId } from '#people'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'
import type { Vote } from '../core/index.ts'

export type ElectionId = Vote['id']
export type AskId = Id<'proxy-ask'>
export type HolderId = Id<'proxy-holder'>
export type MatchId = Id<'proxy-match'>
/** Where a proxy is made: in the country of the vote, or at a consulate. */
export type Made = 'home' | 'abroad'
export type How = 'mail' | 'site' | 'staff'
export type MatchState = 'proposed' | 'agreed' | 'established' | 'ended'
export type Why = 'asker-no' | 'holder-no' | 'silence' | 'asker-left' | 'holder-left'
/** A date, written `YYYY-MM-DD`. */
type Day = ColumnType<string, string, string>

/** Where somebody votes. */
export type Voting = {
  place_id: PlaceId
  department_id: AreaId | null
  country: AreaId
  town: string
  time_zone: string
  lng: number
  lat: number
  station: string | null
}

type Ask = Voting & {
  id: AskId
  election_id: ElectionId
  person_id: PersonId | null
  given_name: string | null
  phone: string | null
  phone_hash: Buffer
  email: string | null
  mailbox_hash: Buffer | null
  network: string | null
  locale: Locale
  made: Made
  how: How
  state: 'unconfirmed' | 'waiting' | 'paused' | 'withdrawn'
  asked_at: Date
  told_on: Day
  reminded: number | null
}

type Holder = Voting & {
  id: HolderId
  election_id: ElectionId
  person_id: PersonId
  phone: string | null
  phone_hash: Buffer
  mailbox_hash: Buffer
  km: number
  takes: number
  withdrawn_at: Date | null
  offered_at: Date
  told_on: Day
}

type Match = {
  id: MatchId
  ask_id: AskId | null
  holder_id: HolderId | null
  km: number
  state: MatchState
  proposed_at: Date
  answer_by: Date
  asker_yes_at: Generated<Date | null>
  holder_yes_at: Generated<Date | null>
  ended_at: Generated<Date | null>
  why: Generated<Why | null>
}

type Mandate = {
  holder_id: HolderId
  nth: number
  nth_home: number | null
  most: number
  most_home: number
  match_id: MatchId | null
  said: boolean
}

type ProxyTables = {
  proxy_ask: Ask
  proxy_holder: Holder
  proxy_match: Match
  proxy_mandate: Mandate
  proxy_round: { election_id: ElectionId; wanted: boolean }
}

export const db = narrow<ProxyTables, PersonCard & TerritoryCard>()
