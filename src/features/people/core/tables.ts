import type { Id } from '#platform/db/id'
import type { Generated } from 'kysely'
import { narrow, type Published } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { FieldName, FieldRow } from '../fields/index.ts'
import type { AddressCard } from '../addresses/index.ts'
import type { LedgerCard } from '../ledger/index.ts'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'

export type PersonId = Id<'person'>
export type SignatureId = Id<'signature'>

type Method = 'web' | 'api' | 'mail' | 'paper' | 'phone' | 'event' | 'import'

type Person = FieldRow & {
  id: PersonId
  given_name: string
  family_name: string | null
  locale: Locale
  country: string
  postal_code: string | null
  place_id: PlaceId | null
  town: string | null
  department_id: AreaId | null
  /** null like `confirmed_on`: no supporter */
  area_rank: number | null
  /** YYYY-MM-DD; null: she never confirmed a signature */
  /** By the clocks of the movement; null: no supporter. */
  confirmed_on: string | null
  origin: Generated<Origin>
  origin_label: string | null
  /** 'purpose:channel', as the ledger's last words say */
  agreed: Generated<string[]>
  custom: Generated<Record<string, CustomValue>>
  recruited_by: PersonId | null
  restricted_at: Date | null
  paused_until: string | null
  sort_name: Generated<string>
  created_at: Date
  updated_at: Date
}

/** Who a person is and where she lives, as far as others may bring it: what a file changes, and an undoing puts back. */
export type PersonFields = FieldRow & {
  given_name: string
  family_name: string | null
  locale: Locale
  country: string
  postal_code: string | null
  place_id: PlaceId | null
  town: string | null
  department_id: AreaId | null
  custom: Record<string, CustomValue>
}

export type Origin = 'signature' | 'import' | 'paper' | 'staff' | 'api'
export type CustomValue = string | number | boolean

export type SignatureRow = {
  id: SignatureId
  email: string
  given_name: string
  family_name: string | null
  locale: Locale
  country: string
  postal_code: string | null
  place_id: PlaceId | null
  town: string | null
  phone: string | null
  /** purposes that it agrees to, each with the version of its words */
  agreed: Record<string, number>
  method: Method
  source: string
  ip_truncated: string | null
  browser: string | null
  fingerprint: string
  mails: number
  signed_at: Date
}

type ConfirmationClaim = { mail: string; mailbox_hash: Buffer; purpose: string; network: string | null; claimed_at: Date }

export type TallyRow = { scope: 'area' | 'place' | 'day' | 'total'; key: string; n: number }

export type TagId = Id<'tag'>
type Tag = { id: TagId; name: string; key: string }
type PersonTag = { tag_id: TagId; person_id: PersonId; added_at: Date }

type FieldKind = 'text' | 'number' | 'date' | 'boolean' | 'choice'
export type CustomField = { id: string; key: string; label: string; kind: FieldKind; options: string[]; created_at: Date }

type Note = { id: string; person_id: PersonId; text: string; written_by: string | null; written_at: Date }

type PeopleTables = {
  person_alias: { old_id: PersonId; person_id: PersonId }
  person_key: { key: string; person_id: PersonId }
  name_word: { word: string }
  name_slip: { slip: string; word: string }
  tag: Tag
  person_tag: PersonTag
  custom_field: CustomField
  note: Note
  foreign_id: { system: string; value: string; person_id: PersonId }
  person: Person
  signature: SignatureRow
  confirmation_claim: ConfirmationClaim
  supporter_tally: TallyRow
}

/** What other slices may join of a person. */
export type PersonCard = {
  person: Published<
    Person,
    | FieldName
    | 'id'
    | 'given_name'
    | 'family_name'
    | 'locale'
    | 'country'
    | 'postal_code'
    | 'place_id'
    | 'town'
    | 'department_id'
    | 'confirmed_on'
    | 'origin'
    | 'origin_label'
    | 'agreed'
    | 'custom'
    | 'recruited_by'
    | 'restricted_at'
    | 'paused_until'
    | 'sort_name'
    | 'created_at'
    | 'updated_at'
  >
  person_key: Published<{ key: string; person_id: PersonId }, 'key' | 'person_id'>
  name_slip: Published<{ slip: string; word: string }, 'slip' | 'word'>
  foreign_id: Published<{ system: string; value: string; person_id: PersonId }, 'system' | 'value' | 'person_id'>
  tag: Published<Tag, 'id' | 'name' | 'key'>
  person_tag: Published<PersonTag, 'tag_id' | 'person_id'>
  contact_point: AddressCard['contact_point']
  suppression: LedgerCard['suppression']
  consent: LedgerCard['consent']
}

export const db = narrow<PeopleTables, TerritoryCard & LedgerCard & AddressCard>()
