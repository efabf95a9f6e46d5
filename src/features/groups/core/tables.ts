import type { Id } from '#platform/db/id'
import type { Generated, GeneratedAlways } from 'kysely'
import { narrow, type Published } from '#platform/db/handle'
import type { PersonCard, PersonId } from '#people'
import type { AreaId, PlaceId, Precision, TerritoryCard } from '#territories'

export type GroupId = Id<'group'>

export type Joining = 'open' | 'approval'
export type Role = 'member' | 'organiser'
/** How somebody came into a group. */
export type How = 'founder' | 'site' | 'request' | 'link' | 'invitation' | 'paper' | 'merge' | 'plan'
/** What a member shows: her family name and her contact points to the members, her contact points to the organisers. */
export type Sharing = 'shows_name' | 'shows_contact' | 'organisers_see'

type GroupRow = {
  id: GroupId
  name: string
  description: string | null
  habits: string | null
  place_id: PlaceId
  department_id: AreaId | null
  country: AreaId
  precision: Precision
  /** What anybody may know. */
  lng: number
  lat: number
  m: GeneratedAlways<unknown>
  /** For members. */
  address: string | null
  exact_lng: number | null
  exact_lat: number | null
  languages: string[]
  themes: string[]
  accessible: boolean
  joining: Joining
  /** Kept by the database. */
  size: Generated<number>
  organisers: Generated<number>
  over_since: Generated<Date | null>
  below_since: Generated<Date | null>
  vacant_since: Generated<Date | null>
  /** The `vacant_since` of which its members were told. */
  vacancy_told: Generated<Date | null>
  last_active_at: Date
  next_meeting_at: Generated<Date | null>
  parent_id: Generated<GroupId | null>
  generation: Generated<number>
  merged_into: Generated<GroupId | null>
  unlisted_at: Generated<Date | null>
  closed_at: Generated<Date | null>
  /** Where it was founded, or vouched for, if it moved since. */
  anchor_lng: Generated<number | null>
  anchor_lat: Generated<number | null>
  moved_at: Generated<Date | null>
  vouched_at: Generated<Date | null>
  /** Since when it shows a picture. */
  picture_at: Generated<Date | null>
  created_at: Date
}

/** What of the group's talk one gets by mail. */
export type Mails = 'all' | 'digest' | 'none'

type MembershipRow = {
  group_id: GroupId
  person_id: PersonId
  role: Role
  joined_at: Date
  /** Since when she is in this group's line of descent; null: since she joined. */
  line_since: Generated<Date | null>
  how: How
  /** From when on she sees the others; null: since she came, or since an organiser's nod. */
  sees_from: Date | null
  shows_name: Generated<boolean>
  shows_contact: Generated<boolean>
  organisers_see: Generated<boolean>
  mails: Generated<Mails>
}

type GroupTables = { local_group: GroupRow; membership: MembershipRow }

/** What other slices may join of groups. */
export type GroupCard = {
  local_group: Published<
    GroupRow,
    | 'id'
    | 'name'
    | 'place_id'
    | 'department_id'
    | 'country'
    | 'lng'
    | 'lat'
    | 'exact_lng'
    | 'exact_lat'
    | 'size'
    | 'organisers'
    | 'over_since'
    | 'below_since'
    | 'vacant_since'
    | 'parent_id'
    | 'generation'
    | 'merged_into'
    | 'unlisted_at'
    | 'closed_at'
    | 'created_at'
    | 'moved_at'
    | 'vouched_at'
    | 'last_active_at'
    | 'next_meeting_at'
    | 'address'
  >
  membership: Published<
    MembershipRow,
    | 'group_id'
    | 'person_id'
    | 'role'
    | 'joined_at'
    | 'line_since'
    | 'shows_contact'
    | 'shows_name'
    | 'organisers_see'
    | 'mails'
    | 'sees_from'
  >
}

export const db = narrow<GroupTables, TerritoryCard & PersonCard>()
