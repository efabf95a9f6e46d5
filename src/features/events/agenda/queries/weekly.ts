import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { type PersonId, takesMail } from '#people'
import { db } from '../tables.ts'

/** What somebody wants of the weekly mail; undefined: nothing. */
export function weeklyOf(handle: Handle, person: PersonId) {
  return db(handle).selectFrom('weekly_mail').selectAll().where('person_id', '=', person).executeTakeFirst()
}

/** Whether she may be written to now: neither paused nor under restriction. */
export async function mayBeWritten(handle: Handle, person: PersonId, now: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from person where id = ${person}::uuid and ${takesMail(now)}`.execute(db(handle))
  return rows.length > 0
}
