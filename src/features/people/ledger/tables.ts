import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { Channel } from './purposes.ts'

type PersonId = Id<'person'>

type Method = 'web' | 'api' | 'mail' | 'paper' | 'phone' | 'event' | 'import'

/** A row of the ledger. `purpose`: the key of one, which its room may have taken away since. */
export type ConsentRow = {
  id: string
  person_id: PersonId
  purpose: string
  channel: Channel
  /** the thing that a purpose of each is about */
  about: string | null
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

/** `purpose`: the key of one, or `confirmation`. `person_id`: whose word it is; `MAILBOX` where the mailbox itself spoke. */
export type Suppression = {
  address_hash: Buffer
  purpose: string
  person_id: PersonId
  reason: 'withdrawn' | 'erased' | 'refused'
  since: Date
  until: Date | null
}

/** A yes of a file, of which nobody can tell when she gave it or to which words (GDPR art. 7(1)). `evidence`: the import. */
export type UnprovedConsent = {
  person_id: PersonId
  purpose: string
  asked_at: Date | null
  wording_text: string | null
  evidence: string
  collected_at: Date
}

type LedgerTables = { consent: ConsentRow; suppression: Suppression; unproved_consent: UnprovedConsent }

/** What rooms above may join of it. */
export type LedgerCard = {
  consent: Published<ConsentRow, 'person_id' | 'purpose' | 'channel' | 'about' | 'action' | 'source' | 'method' | 'collected_at'>
  suppression: Published<Suppression, 'address_hash' | 'purpose' | 'person_id' | 'reason' | 'since' | 'until'>
}

export const db = narrow<LedgerTables>()
