import type { Id } from '#platform/db/id'
import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { GroupCard, GroupId } from '#groups'
import type { PersonCard, PersonId } from '#people'
import { narrow, type Published } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { RecipeCard, RecipeId } from '#recipes'
import type { AreaId, PlaceId, Precision, TerritoryCard } from '#territories'
import type { FieldRow, ListedName } from './fields.ts'

export type EventId = Id<'event'>
export type SignUpId = Id<'sign-up'>
export type RoleId = Id<'event-role'>

type Attendance = 'place' | 'online' | 'both'
/** How somebody signed up: on her own, by the link of a mail, by hand of who holds it, at the door. */
export type How = 'site' | 'mail' | 'organiser' | 'door'
export type SignUpState = 'unconfirmed' | 'coming' | 'waiting' | 'left'

type EventColumns = FieldRow & {
  id: EventId
  type: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  place_id: PlaceId
  department_id: AreaId | null
  country: AreaId
  attendance: Attendance
  precision: Precision
  lng: number
  lat: number
  m: GeneratedAlways<unknown>
  address: string | null
  exact_lng: number | null
  exact_lat: number | null
  /** Kept by the database. */
  taken: Generated<number>
  waiting: Generated<number>
  campaign: boolean
  orphaned_at: Generated<Date | null>
  waived_at: Generated<Date | null>
  recipe_id: RecipeId | null
  series_id: string | null
  detached: Generated<boolean>
  version: Generated<number>
  created_by: PersonId | null
  created_at: Date
  changed_at: Date
  published_at: Date | null
  cancelled_at: Generated<Date | null>
  cancel_reason: Generated<string | null>
  unlisted_at: Generated<Date | null>
  unlist_reason: Generated<string | null>
  picture_at: Generated<Date | null>
  listed: Generated<boolean>
}

type SignUpColumns = {
  id: SignUpId
  event_id: EventId
  person_id: PersonId | null
  name: string | null
  email: string | null
  mailbox_hash: Buffer | null
  /** keyed hash of where a visitor asked from, until she confirms */
  network: Generated<string | null>
  locale: Locale
  seats: number
  role_id: RoleId | null
  answers: Record<string, string>
  state: SignUpState
  how: How
  asked_at: Date
  code: string
  remind_day: Generated<boolean>
  remind_hours: Generated<boolean>
  day_told_at: Generated<Date | null>
  hours_told_at: Generated<Date | null>
  told: Generated<number>
  on_way_at: Generated<Date | null>
}

type RoleColumns = {
  id: RoleId
  event_id: EventId
  name: string
  starts_at: Date | null
  ends_at: Date | null
  capacity: number | null
  taken: Generated<number>
}

export type EventRow = Selectable<EventColumns>
export type EventRole = Selectable<RoleColumns>

type Question = { id: string; event_id: EventId; words: string; kind: 'text' | 'yes-no'; required: boolean }

type EventTables = {
  event: EventColumns
  event_series: { id: string; created_at: Date }
  event_host: { event_id: EventId; group_id: GroupId; asked_at: Date; accepted_at: Date | null }
  event_organiser: { event_id: EventId; person_id: PersonId }
  event_role: RoleColumns
  event_question: Question
  event_report: { id: string; event_id: EventId; words: string; reported_at: Date; settled_at: Date | null }
  event_silenced: { event_id: EventId; election_id: string; told_at: Date }
  event_policy: { id: Generated<boolean>; first_waits: boolean }
  sign_up: SignUpColumns
}

/** What other slices may join of events. The exact place and the online link are not in it. */
export type EventCard = {
  event: Published<
    EventColumns,
    | ListedName
    | 'id'
    | 'type'
    | 'title'
    | 'starts_at'
    | 'ends_at'
    | 'time_zone'
    | 'place_id'
    | 'department_id'
    | 'country'
    | 'lng'
    | 'lat'
    | 'm'
    | 'attendance'
    | 'precision'
    | 'recipe_id'
    | 'campaign'
    | 'waived_at'
    | 'capacity'
    | 'taken'
    | 'waiting'
    | 'version'
    | 'changed_at'
    | 'cancelled_at'
    | 'unlisted_at'
    | 'published_at'
    | 'listed'
  >
  sign_up: Published<
    SignUpColumns,
    'id' | 'event_id' | 'person_id' | 'name' | 'seats' | 'role_id' | 'state' | 'code' | 'on_way_at' | 'asked_at'
  >
  event_host: Published<EventTables['event_host'], 'event_id' | 'group_id' | 'accepted_at'>
}

export const db = narrow<EventTables, GroupCard & PersonCard & TerritoryCard & RecipeCard>()
