import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import { db } from '../tables.ts'

/** What somebody wants of the weekly mail; undefined: nothing. */
export function weeklyOf(handle: Handle, person: PersonId) {
  return db(handle).selectFrom('weekly_mail').selectAll().where('person_id', '=', person).executeTakeFirst()
}

/** By whose clocks those live who want it. */
export async function weeklyZones(handle: Handle): Promise<string[]> {
  const found = await db(handle).selectFrom('weekly_mail').select('time_zone').distinct().execute()
  return found.map(({ time_zone }) => time_zone)
}
