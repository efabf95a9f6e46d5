import type { Id } from '#platform/db/id'
import type { Generated, GeneratedAlways } from 'kysely'
import type { PersonCard, PersonId } from '#people'
import { narrow } from '#platform/db/handle'
import type { Skill } from '#recipes'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'
import type { Equipment, Hour } from './rules.ts'

export type OfferId = Id<'offer'>
export type RequestId = Id<'offer-request'>
export type Level = 'amateur' | 'professional'
export type Whom = 'organisers' | 'staff'
export type RequestState = 'open' | 'accepted' | 'declined' | 'proposed' | 'withdrawn'

type Offer = {
  id: OfferId
  person_id: PersonId
  lng: number
  lat: number
  m: GeneratedAlways<unknown>
  town: string
  place_id: PlaceId | null
  department_id: AreaId | null
  km: number
  equipment: Equipment[]
  languages: string[]
  hours: Hour[]
  words: string | null
  to_organisers: boolean
  to_staff: boolean
  most: number
  changed_at: Date
}

type Request = {
  id: RequestId
  person_id: PersonId
  asked_by: PersonId | null
  what: string
  place: string
  starts_at: Date
  time_zone: string
  state: RequestState
  proposed_at: Generated<Date | null>
  reply: Generated<string | null>
  asked_at: Date
  answered_at: Generated<Date | null>
  thanks: Generated<string | null>
  thanked_at: Generated<Date | null>
}

type OfferTables = {
  /** `day`: a date. */
  offer_look: { person_id: PersonId; offer_id: OfferId; day: string }
  offer: Offer
  offer_skill: { offer_id: OfferId; skill: Skill; level: Level }
  offer_request: Request
}

export const db = narrow<OfferTables, PersonCard & TerritoryCard>()
