import type { Generated } from 'kysely'
import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { LedgerCard } from '../ledger/index.ts'

export type PersonId = Id<'person'>

export type Quality = 'unknown' | 'good' | 'bad' | 'bouncing'

/** An address or a number as one person holds it. */
type ContactPoint = {
  id: string
  person_id: PersonId
  kind: 'email' | 'phone'
  value: string
  verified_at: Date | null
  /** of the address: the same in each row that holds it */
  quality: Generated<Quality>
  /** what its server said of it, where that made it bad */
  refusal: Generated<string | null>
  /** written into a record by somebody else, and proved by nobody */
  claimed: Generated<boolean>
  /** keyed, as the list of those to be left alone has it; null: not written yet */
  hash: Buffer | null
  /** the name under which she came to hold it (`bearerOf`); null: held since before, or a number */
  bearer: string | null
  created_at: Date
}

/** What other rooms may join of it. */
export type AddressCard = {
  contact_point: Published<
    ContactPoint,
    'id' | 'person_id' | 'kind' | 'value' | 'quality' | 'refusal' | 'claimed' | 'verified_at' | 'hash' | 'bearer' | 'created_at'
  >
}

export const db = narrow<{ contact_point: ContactPoint }, LedgerCard>()
