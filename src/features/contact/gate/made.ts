import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import { defineSlot } from '#platform/slots'
import type { PersonId } from '#people'

/** Whom a source is asked of (SQL of a `uuid[]`), and since when. */
export type AskedOf = { people: RawBuilder<PersonId[]>; since: Date }

/**
 * Rooms that contact people say whom they did: a query of rows `person_id uuid, at timestamptz, channel text, kind text, address_hash bytea`
 * of the people asked for, since that moment. `address_hash`: the keyed hash that stands beside the address (`contact_point.hash`), or null. An act that
 * was begun counts; contacts of the kind `service` need not be told.
 */
export const contactsMade = defineSlot<(asked: AskedOf) => RawBuilder<unknown>>('contact.made')

/** All that was made, as one query; undefined where nobody contacts anybody. */
export function madeBy(app: Pick<App, 'filled'>, asked: AskedOf): RawBuilder<unknown> | undefined {
  const sources = app.filled(contactsMade)
  if (sources.length === 0) return undefined
  return sql.join(
    sources.map((source) => sql`select person_id, at, channel, kind, address_hash from (${source(asked)}) as source`),
    sql` union all `,
  )
}

/** Of `person`, a `uuid[]`: who shares an address or a home with her, she among them. */
export const nearHer: RawBuilder<PersonId[]> = sql`array(select person.id
  union select other.person_id from contact_point point join contact_point other on other.hash = point.hash and not other.claimed
    where point.person_id = person.id and not point.claimed
  union select other.id from person other where other.place_id = person.place_id and lower(other.street) = lower(person.street))`

/** Of a person's id and a row `made`: it was at an address that is hers. */
export const atHerAddress = (person: RawBuilder<PersonId>) => sql<boolean>`exists (select from contact_point point
  where point.person_id = ${person} and not point.claimed and point.hash = made.address_hash)`
