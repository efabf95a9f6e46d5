import type { Id } from '#platform/db/id'
import { narrow } from '#platform/db/handle'
import type { AccountId } from '#platform/auth/session'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'
import type { PersonCard, PersonId } from '../core/index.ts'

export type PlacingId = Id<'placement'>

/** What was typed of a place. */
export type TypedPlace = { country: AreaId; postal_code: string | null; town: string | null }

type Placing = TypedPlace & {
  id: PlacingId
  key: string
  place_id: PlaceId | null
  people: number
  settled_by: AccountId | null
  settled_at: Date
  undone_at: Date | null
}

export const db = narrow<
  { placement: Placing; placement_person: { placement_id: PlacingId; person_id: PersonId } },
  PersonCard & TerritoryCard
>()
