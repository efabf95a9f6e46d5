import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { GroupId } from '../core/index.ts'
import type { PersonId } from '#people'
import { db, type TaskId } from './tables.ts'

export type TaskInList = {
  id: TaskId
  words: string
  due_on: string | null
  made_by: PersonId | null
  done_at: Date | null
  taken_by: PersonId | null
  given_name: string | null
  family_name: string | null
  shows_name: boolean
  organisers_see: boolean
}

/** What a group has before it, the most pressing first; then what it did in the last days. Who takes it is named as long as she is in the group. */
export async function tasks(handle: Handle, group: GroupId, since: Date): Promise<TaskInList[]> {
  const { rows } =
    await sql<TaskInList>`select t.id, t.words, t.due_on::text as due_on, t.made_by, t.done_at, m.person_id as taken_by,
      person.given_name, person.family_name, coalesce(m.shows_name, false) as shows_name, coalesce(m.organisers_see, false) as organisers_see
    from group_task t left join membership m on m.person_id = t.taken_by and m.group_id = t.group_id left join person on person.id = m.person_id
    where t.group_id = ${group}::uuid and (t.done_at is null or t.done_at > ${since}::timestamptz)
    order by t.done_at desc nulls first, t.due_on nulls last, t.made_at limit 100`.execute(db(handle))
  return rows
}

/** What of its first steps a group ticked off. */
export async function tickedSteps(handle: Handle, group: GroupId): Promise<Set<string>> {
  const rows = await db(handle).selectFrom('first_step').select('step').where('group_id', '=', group).execute()
  return new Set(rows.map(({ step }) => step))
}

/** How many of a group's members came since a moment. */
export async function cameSince(handle: Handle, group: GroupId, since: Date): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('membership')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('group_id', '=', group)
    .where('joined_at', '>', since)
    .executeTakeFirstOrThrow()
  return n
}
