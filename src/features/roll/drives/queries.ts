import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { GroupId } from '#groups'
import { db, type DriveId } from './tables.ts'

export type Drive = { id: DriveId; election_id: string; neighbours: number; checked: number; registered: number; days: number }

const summed = sql`coalesce(sum(d.checked), 0)::int as checked, coalesce(sum(d.registered), 0)::int as registered, count(d.day)::int as days`

/** What a group did before votes that are ahead, the newest first. One query. */
export async function drivesOf(handle: Handle, group: GroupId, elections: string[]): Promise<Drive[]> {
  const { rows } = await sql<Drive>`select r.id, r.election_id, r.neighbours, ${summed}
      from roll_drive r left join roll_drive_day d on d.drive_id = r.id
      where r.group_id = ${group}::uuid and r.election_id = any(${elections}::uuid[]) group by r.id order by r.begun_at desc`.execute(
    db(handle),
  )
  return rows
}

type DriveInList = { group_id: GroupId; name: string; town: string; neighbours: number; checked: number; registered: number }

/** The drives before a vote in a territory, those that helped most first; and the sums of all of them. Two queries. */
export async function drivesWithin(handle: Handle, election: string, within: RawBuilder<boolean>) {
  const from = sql`from roll_drive r join local_group g on g.id = r.group_id and g.closed_at is null join place on place.id = g.place_id
    left join roll_drive_day d on d.drive_id = r.id where r.election_id = ${election}::uuid and ${within}`
  const { rows: drives } = await sql<DriveInList>`select r.group_id, g.name, place.name as town, r.neighbours, ${summed} ${from}
    group by r.id, g.name, place.name order by registered desc, r.id limit 100`.execute(db(handle))
  const { rows: sums } = await sql<{
    drives: number
    checked: number
    registered: number
  }>`select count(distinct r.id)::int as drives,
    coalesce(sum(d.checked), 0)::int as checked, coalesce(sum(d.registered), 0)::int as registered ${from}`.execute(db(handle))
  return { drives, sums: sums[0]! }
}

type OwnDrive = { group_id: GroupId; name: string; election_id: string; neighbours: number; registered: number; place_id: string }

/** Drives of somebody's groups before these votes. One query. */
export async function drivesFor(handle: Handle, person: string, elections: string[]): Promise<OwnDrive[]> {
  const { rows } = await sql<OwnDrive>`select r.group_id, g.name, r.election_id, r.neighbours, g.place_id,
        coalesce((select sum(d.registered) from roll_drive_day d where d.drive_id = r.id), 0)::int as registered
      from membership m join local_group g on g.id = m.group_id and g.closed_at is null join roll_drive r on r.group_id = g.id
      where m.person_id = ${person}::uuid and r.election_id = any(${elections}::uuid[]) order by r.begun_at desc limit 5`.execute(
    db(handle),
  )
  return rows
}
