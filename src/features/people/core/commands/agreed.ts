import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { db, type PersonId } from '../tables.ts'

/** Brings `person.agreed` in line with the last words of the ledger. Call after every row that is written there. */
export async function refreshAgreed(tx: Tx, people: PersonId[]): Promise<void> {
  await sql`update person set agreed = coalesce((
      select array_agg(purpose || ':' || channel order by purpose, channel) from (
        select distinct on (purpose, channel) purpose, channel, action from consent
        where person_id = person.id order by purpose, channel, collected_at desc, id desc) as last
      where action = 'given'), '{}')
    where id = any(${people}::uuid[])`.execute(db(tx))
}

/** The last word of each of these people on each purpose and channel, as the whole row of the ledger: a query for others. */
export function lastWords(people: PersonId[]): RawBuilder<unknown> {
  return sql`select distinct on (person_id, purpose, channel) * from consent where person_id = any(${people}::uuid[])
    order by person_id, purpose, channel, collected_at desc, id desc`
}
