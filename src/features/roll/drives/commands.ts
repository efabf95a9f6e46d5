import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { GroupId } from '#groups'
import { db, type DriveId } from './tables.ts'

/** A group begins to help its neighbours before a vote. Begun by two at once, it is one. */
export async function beginDrive(
  tx: Tx,
  { group, election, neighbours }: { group: GroupId; election: string; neighbours: number },
  now: Date,
): Promise<void> {
  await db(tx)
    .insertInto('roll_drive')
    .values({ id: newId(), group_id: group, election_id: election, neighbours, begun_at: now })
    .onConflict((on) => on.columns(['group_id', 'election_id']).doNothing())
    .execute()
}

export type Counting = { drive: DriveId; press: string; day: string; checked: number; registered: number }

/** Adds to what was done that day. The same press counts once; several helpers at the same time all count. */
export async function addCounts(tx: Tx, { drive, press, day, checked, registered }: Counting, now: Date): Promise<void> {
  const first = await db(tx)
    .insertInto('roll_drive_press')
    .values({ press, drive_id: drive, day, checked, registered, at: now })
    .onConflict((on) => on.column('press').doNothing())
    .returning('press')
    .executeTakeFirst()
  if (!first) return
  await sql`insert into roll_drive_day (drive_id, day, checked, registered) values (${drive}::uuid, ${day}::date, ${checked}, ${registered})
    on conflict (drive_id, day) do update set checked = roll_drive_day.checked + excluded.checked,
      registered = roll_drive_day.registered + excluded.registered`.execute(db(tx))
}

/** Takes back what one press added, once. Throws Conflict when it was taken back, or is too long ago. */
export async function takeBack(tx: Tx, { drive, press }: { drive: DriveId; press: string }): Promise<void> {
  const row = await db(tx)
    .deleteFrom('roll_drive_press')
    .where('press', '=', press)
    .where('drive_id', '=', drive)
    .returning(['checked', 'registered', sql<string>`day::text`.as('day')])
    .executeTakeFirst()
  if (!row) throw new Conflict('drives.back.gone')
  await sql`update roll_drive_day set checked = checked - ${row.checked}, registered = registered - ${row.registered}
    where drive_id = ${drive}::uuid and day = ${row.day}::date`.execute(db(tx))
}

/** Forgets which forms were sent: after a day none comes again. */
export async function forgetPresses(tx: Tx, before: Date): Promise<void> {
  await db(tx).deleteFrom('roll_drive_press').where('at', '<', before).execute()
}
