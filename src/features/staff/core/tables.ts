import type { Id } from '#platform/db/id'
import type { AccountId } from '#platform/auth/session'
import { narrow } from '#platform/db/handle'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'

export type MandateId = Id<'mandate'>
export type RoleId = Id<'role'>
export type ApprovalId = Id<'approval'>

type Mandate = {
  id: MandateId
  account_id: AccountId
  role_id: RoleId
  area_id: AreaId | null
  place_id: PlaceId | null
  starts_at: Date
  ends_at: Date | null
  given_by: AccountId | null
}

export type JournalRow = {
  seq: string
  at: Date
  actor: AccountId | null
  roles: string[]
  action: string
  object_kind: string
  object_id: string | null
  fields: string[]
  count: number
  reason: string | null
  previous: Buffer
  hash: Buffer
}

type Approval = {
  id: ApprovalId
  kind: string
  subject: string
  reason: string
  /** What is asked, in words, and the page that shows it. */
  about: string | null
  path: string | null
  asked_by: AccountId
  asked_at: Date
  given_by: AccountId | null
  given_at: Date | null
  used_at: Date | null
}

type Alert = { id: string; kind: string; actor: AccountId; hour: Date; count: number; seen_at: Date | null }

type StaffTables = {
  role: { id: RoleId; permissions: string[] }
  mandate: Mandate
  journal: JournalRow
  approval: Approval
  alert: Alert
  /** `day`: YYYY-MM-DD */
  disclosure: { actor: string; day: string; persons: number }
}

/** Of an account, what its staff pages show. Written by better-auth alone. */
type AccountCard = {
  account: { id: AccountId; email: string; two_factor_enabled: boolean | null }
  account_passkey: { account_id: AccountId }
}

export const db = narrow<StaffTables, TerritoryCard & AccountCard>()
