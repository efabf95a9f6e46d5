import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { moveMembers, type Moving } from '../../core/index.ts'
import { db } from '../tables.ts'

/** Brings everybody of one group into another, and closes the one with all who asked to come in or were invited. Throws Conflict as `moveMembers`. */
export async function joinGroups(tx: Tx, moving: Moving, now: Date): Promise<void> {
  const { from, into } = moving
  await moveMembers(tx, moving, now)
  await db(tx).deleteFrom('invitation').where('group_id', '=', from).execute()
  await db(tx).deleteFrom('join_request').where('group_id', '=', from).execute()
  // Whoever asked to come in is in now.
  await sql`delete from join_request r using membership m
    where r.group_id = ${into}::uuid and m.group_id = r.group_id and m.person_id = r.person_id`.execute(db(tx))
}
