import { type RawBuilder, sql } from 'kysely'
import type { Suppression } from './tables.ts'

type PersonId = Suppression['person_id']

/** In the place of a person, where the mailbox or the line itself spoke. */
export const MAILBOX: PersonId = '00000000-0000-0000-0000-000000000000'

/** A person at an address: since when she holds it, and when she proved it. */
export type Holder = { person: PersonId; since: Date; proved: Date | null }

/** What a word on the list is, as far as it decides whom it binds. */
export type Word = Pick<Suppression, 'person_id' | 'since'>

/**
 * Whether a word on the list binds somebody who holds its address: who said it; everybody, where the mailbox itself did; and who came to
 * hold the address after it by others' hands, since nobody has shown that she is somebody else (decision 14).
 */
export function binds({ person_id, since }: Word, holder: Holder): boolean {
  if (person_id === MAILBOX || person_id === holder.person) return true
  return holder.since > since && !(holder.proved !== null && holder.proved >= since)
}

/** The same of a row `suppression` and of the row `point` of `contact_point`. */
export function bindsPoint(): RawBuilder<boolean> {
  return sql`(suppression.person_id in (${sql.lit(MAILBOX)}::uuid, point.person_id)
    or (point.created_at > suppression.since and coalesce(point.verified_at < suppression.since, true)))`
}
