import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import type { AreaId, PlaceId } from '#territories'
import { supporterOf } from '../rules.ts'
import { db, type PersonId } from '../tables.ts'
import { countPeople } from './tally.ts'

/** Where people live from now on; `place_id` null: nobody knows in which town. */
type To = { country: string; place_id: PlaceId | null; department_id: AreaId | null }

/**
 * Says of many where they live, and counts them there. What was typed of it stays as it is: by that they are found again. Their rows are held by
 * who calls (`lockPeople`).
 */
export async function movePeople(tx: Tx, { ids, to, now }: { ids: PersonId[]; to: To; now: Date }): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{
    country: string
    place_id: string | null
    department_id: string | null
    confirmed_on: string | null
  }>`
    select country, place_id, department_id, confirmed_on::text from person where id = any(${ids}::uuid[])`.execute(db(tx))
  await countPeople(
    tx,
    rows.map((one) => {
      const before = supporterOf(one)
      return [before, before && { ...to, confirmed_on: before.confirmed_on }]
    }),
  )
  await sql`update person set country = ${to.country}, place_id = ${to.place_id}, department_id = ${to.department_id},
    updated_at = greatest(updated_at, ${now}::timestamptz) where id = any(${ids}::uuid[])`.execute(db(tx))
}
