import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { lockPeople, type PersonId } from '#people'
import { MOST_SEEN } from './rules.ts'
import { db, type OfferId } from './tables.ts'

/**
 * Counts the different offers that an organiser is shown today, before she is. Held, so that looks at the same moment see each other. Throws Conflict
 * when there would be too many; then none of these counts.
 */
export async function countLook(tx: Tx, { person, offers }: { person: PersonId; offers: OfferId[] }, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10)
  await lockPeople(tx, [person])
  await db(tx).deleteFrom('offer_look').where('day', '<', day).execute()
  await sql`insert into offer_look (person_id, offer_id, day) select ${person}::uuid, o, ${day}::date from unnest(${offers}::uuid[]) o
    on conflict do nothing`.execute(db(tx))
  const { n } = await db(tx)
    .selectFrom('offer_look')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('person_id', '=', person)
    .where('day', '=', day)
    .executeTakeFirstOrThrow()
  if (n > MOST_SEEN) throw new Conflict('offers.look.enough')
}
