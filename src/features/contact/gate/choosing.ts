import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import { reach } from '#people'
import type { OfHer, Waiting } from '../law/index.ts'
import type { Contact } from './contact.ts'

/**
 * For choosing among a million, SQL over `person`, by no other name: why she may not be reached by this, for what is known of her; null: she may. What only
 * makes her wait is `mustWait`. `may` says the same as a condition that an index helps.
 */
export function mayNot(contact: Contact): { why: RawBuilder<OfHer | null>; may: RawBuilder<boolean> } {
  return { why: reach.whyNot(contact), may: reach.may(contact) }
}

/** The same of what makes her wait: a silence, the hour, what was sent to her already. Made for one moment, which is `contact.now`. */
export async function mustWait(_app: Pick<App, 'filled' | 'database'>, _contact: Contact): Promise<RawBuilder<Waiting | null>> {
  return sql`null::text`
}
