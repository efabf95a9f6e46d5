import { sql } from 'kysely'
import type { Behind, PersonBehind } from '#platform/auth/actor'
import type { Known } from '#platform/auth/asking'
import { NONE_OF_THEM } from '#platform/auth/session'

type Row = Omit<PersonBehind, 'point'> & { lng: number | null; lat: number | null }

type Answer = { held: number; person: Row | null }

/**
 * The person whose mailbox an account proved, for the gate: of several who hold it the one for whom the session speaks, and when she holds it no longer nobody,
 * until it is said anew. An address that others wrote into a record is nobody's.
 */
export const behind: Known<Behind> = {
  sql: (_handle, { email, speaksFor }) => sql`select jsonb_build_object('held', count(*),
      'person', jsonb_agg(jsonb_build_object('id', person.id, 'given_name', given_name, 'lng', place.lng, 'lat', place.lat, 'time_zone', place.time_zone))
        filter (where person.id = coalesce(${speaksFor}::uuid, case when held = 1 then person.id end)) -> 0)
    from (select person_id, count(*) over () as held from contact_point where kind = 'email' and value = ${email}::text and not claimed) as holding
    join person on person.id = holding.person_id left join place on place.id = person.place_id`,
  read: (answer, { speaksFor }) => {
    // As the statement above builds it.
    const { held, person: row } = answer as Answer
    if (!row) return { person: undefined, undecided: held > 0 && speaksFor !== NONE_OF_THEM }
    const { lng, lat, ...person } = row
    return { person: { ...person, point: lng !== null && lat !== null ? { lng, lat } : undefined }, undecided: false }
  },
}
