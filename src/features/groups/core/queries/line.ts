import { type RawBuilder, sql } from 'kysely'
import type { GroupId } from '../tables.ts'

/**
 * The groups whose past a member may look into, as a table `lines` (id, until) of a statement's `with recursive`: her own; that of which it was born, up to
 * the day on which they parted, if she was there (`since`: from when she is in this line); and those that came into it.
 */
export function linesOf(group: GroupId, since: Date): RawBuilder<unknown> {
  return sql`line as (
      select id, parent_id, created_at, 'infinity'::timestamptz as until from local_group where id = ${group}::uuid
      union all select p.id, p.parent_id, p.created_at, line.created_at from local_group p join line on p.id = line.parent_id
        where ${since}::timestamptz <= line.created_at
    ), lines as (
      select id, until from line
      union all select id, 'infinity' from local_group where merged_into = ${group}::uuid
    )`
}

/** SQL for the ids of a group and of those that it was born of. */
export function familyOf(group: GroupId): RawBuilder<unknown> {
  return sql`with recursive family as (
      select id, parent_id from local_group where id = ${group}::uuid
      union all select p.id, p.parent_id from local_group p join family on p.id = family.parent_id
    ) select id from family`
}
