import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import type { PersonCard, PersonId, Rule } from '#people'
import type { agreedBy, GroupCard, GroupId } from '../core/index.ts'
import type { Scope } from '#platform/auth/actor'
import { narrow } from '#platform/db/handle'
import type { PlaceId, TerritoryCard } from '#territories'

export type PlanId = Id<'plan'>
export type PlannedGroupId = Id<'planned-group'>
export type SeatId = Id<'seat'>
type SeatState = 'left' | 'proposed' | 'invited' | 'accepted' | 'declined' | 'placed' | 'silent' | 'released'

type Plan = {
  id: PlanId
  name: string
  rule: Rule
  scope: Scope
  size: number
  reach: number
  state: 'drawing' | 'drawn' | 'empty' | 'inviting' | 'closed'
  people: Generated<number>
  done: Generated<number>
  after_id: PlanId | null
  made_by: string | null
  made_at: Date
}

type PlannedGroup = {
  id: PlannedGroupId
  plan_id: PlanId
  name: string
  place_id: PlaceId
  state: 'proposed' | 'inviting' | 'founded' | 'dropped'
  group_id: GroupId | null
}

export type Agreed = ReturnType<typeof agreedBy>

type Seat = {
  id: SeatId
  plan_id: PlanId
  person_id: PersonId
  planned_group_id: PlannedGroupId | null
  state: SeatState
  organises: Generated<boolean>
  agreed: Generated<Agreed | null>
  invited_at: Generated<Date | null>
  answered_at: Generated<Date | null>
}

type PlanningTables = { plan: Plan; planned_group: PlannedGroup; planned_seat: Seat }

export const db = narrow<PlanningTables, GroupCard & PersonCard & TerritoryCard>()
