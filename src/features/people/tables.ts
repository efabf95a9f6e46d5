import { narrow, type Published } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { AreaId, PlaceId, TerritoryCard } from '#territories'

export type PersonId = string
export type SignatureId = string

export type Purpose = 'support' | 'news' | 'calls'
export type Channel = 'file' | 'email' | 'sms' | 'voice'
type Method = 'web' | 'api' | 'mail' | 'paper' | 'phone' | 'event' | 'import'

type Person = {
  id: PersonId
  given_name: string
  family_name: string | null
  locale: Locale
  country: string
  postal_code: string | null
  place_id: PlaceId | null
  town: string | null
  department_id: AreaId | null
  area_rank: number
  /** YYYY-MM-DD */
  confirmed_on: string
  created_at: Date
  updated_at: Date
}

type ContactPoint = {
  id: string
  person_id: PersonId
  kind: 'email' | 'phone'
  value: string
  verified_at: Date | null
  created_at: Date
}

export type ConsentRow = {
  id: string
  person_id: PersonId
  purpose: Purpose
  channel: Channel
  action: 'given' | 'withdrawn'
  wording_id: string
  wording_text: string
  locale: Locale
  method: Method
  source: string
  asked_at: Date | null
  collected_at: Date
  evidence: string | null
  ip_truncated: string | null
  browser: string | null
}

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
  news: boolean
  calls: boolean
  wording_version: number
  method: Method
  source: string
  ip_truncated: string | null
  browser: string | null
  fingerprint: string
  mails: number
  signed_at: Date
}

type Suppression = {
  address_hash: Buffer
  purpose: 'news' | 'calls' | 'confirmation'
  reason: 'withdrawn' | 'erased' | 'refused'
  since: Date
  until: Date | null
}

type ConfirmationClaim = { mail: string; mailbox_hash: Buffer; claimed_at: Date }

export type TallyRow = { scope: 'area' | 'place' | 'day' | 'total'; key: string; n: number }

type PeopleTables = {
  person: Person
  contact_point: ContactPoint
  consent: ConsentRow
  signature: SignatureRow
  suppression: Suppression
  confirmation_claim: ConfirmationClaim
  supporter_tally: TallyRow
}

/** What other slices may join of a person. */
export type PersonCard = { person: Published<Person, 'id' | 'given_name' | 'locale' | 'place_id' | 'department_id'> }

export const db = narrow<PeopleTables, TerritoryCard>()
