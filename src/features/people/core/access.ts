import { sql } from 'kysely'
import type { PersonBehind } from '#platform/auth/actor'
import type { Known } from '#platform/auth/asking'

type Row = Omit<PersonBehind, 'point'> & { lng: number | null; lat: number | null }

/** The person whose mailbox an account proved, for the gate. An address that others wrote into a record is nobody's. */
export const behind: Known<PersonBehind | undefined> = {
  sql: (
    _handle,
    { email },
  ) => sql`select jsonb_build_object('id', person.id, 'given_name', given_name, 'lng', place.lng, 'lat', place.lat, 'time_zone', place.time_zone)
    from contact_point join person on person.id = contact_point.person_id left join place on place.id = person.place_id
    where kind = 'email' and value = ${email}::text and not claimed`,
  read: (answer) => {
    if (!answer) return undefined
    // As the statement above builds it.
    const { lng, lat, ...person } = answer as Row
    return { ...person, point: lng !== null && lat !== null ? { lng, lat } : undefined }
  },
}
