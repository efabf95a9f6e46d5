import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'

export type ElectionId = Id<'election'>

export const KINDS = [
  'other',
  'presidential',
  'deputies',
  'municipal',
  'departmental',
  'regional',
  'european',
  'referendum',
] as const
export type Kind = (typeof KINDS)[number]

type Election = {
  id: ElectionId
  name: string
  country: AreaId
  kind: Kind
  /** The vote that it is the second round of. */
  first_round: ElectionId | null
  /** YYYY-MM-DD: when the decree that calls it closed the lists, which else the law does. */
  lists_closed: string | null
  created_at: Date
  removed_at: Generated<Date | null>
}

type ElectionDay = {
  id: string
  election_id: ElectionId
  area_id: AreaId | null
  place_id: PlaceId | null
  /** YYYY-MM-DD */
  vote_on: string
  closes: string
}

export const db = narrow<{ election: Election; election_day: ElectionDay }, TerritoryCard>()
