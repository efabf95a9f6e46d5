import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#platform/db/id'
import type { Scope } from '#platform/auth/actor'
import { answersToIn } from '#platform/db/answering'
import type { Handle } from '#platform/db/handle'
import { type GroupId, liesIn } from '../core/index.ts'
import { db } from './tables.ts'

/** What staff did to a group, the latest first. */
export function notices(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('group_notice')
    .select(['id', 'kind', 'reason', 'at', 'reply', 'replied_at'])
    .where('group_id', '=', group)
    .orderBy('at', 'desc')
    .limit(20)
    .execute()
}

/** What is reported of a group and waits, the oldest first. */
export function openReports(handle: Handle, group: GroupId) {
  return db(handle)
    .selectFrom('group_report')
    .select(['id', 'words', 'reported_at'])
    .where('group_id', '=', group)
    .where('settled_at', 'is', null)
    .orderBy('reported_at')
    .limit(20)
    .execute()
}

/** Which groups of a territory the desk shows: all, or those in which something is to be done. */
export const ATTENTIONS = ['all', 'reported', 'vacant', 'over', 'small', 'unlisted'] as const
type Attention = (typeof ATTENTIONS)[number]

const ATTENTION: Record<Attention, RawBuilder<boolean>> = {
  all: sql`true`,
  reported: sql`exists (select from group_report r where r.group_id = g.id and r.settled_at is null)`,
  vacant: sql`g.vacant_since is not null`,
  over: sql`g.over_since is not null`,
  small: sql`g.below_since is not null`,
  unlisted: sql`g.unlisted_at is not null`,
}

type Page = { scope: Scope; attention: Attention; before?: GroupId | undefined; limit: number }

/** Groups of a territory, the newest first: ids are made in the order of time. One query. */
export async function groupsOfTerritory(handle: Handle, { scope, attention, before, limit }: Page) {
  const { rows } = await sql<{
    id: GroupId
    name: string
    town: string
    department: string | null
    size: number
    created_at: Date
    last_active_at: Date
    closed_at: Date | null
    unlisted_at: Date | null
    vacant_since: Date | null
    reports: number
  }>`select g.id, g.name, place.name as town, g.department_id as department, g.size, g.created_at, g.last_active_at, g.closed_at, g.unlisted_at, g.vacant_since,
      (select count(*)::integer from group_report r where r.group_id = g.id and r.settled_at is null) as reports
    from local_group g join place on place.id = g.place_id
    where ${liesIn(scope)} and ${ATTENTION[attention]} and g.closed_at is null and (${before ?? null}::uuid is null or g.id < ${before ?? null}::uuid)
    order by g.id desc limit ${limit}`.execute(db(handle))
  return rows
}

/** How many groups of a territory there are in which something is to be done. */
export async function countGroups(handle: Handle, { scope, attention }: Pick<Page, 'scope' | 'attention'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from local_group g
    where ${liesIn(scope)} and ${ATTENTION[attention]} and g.closed_at is null`.execute(db(handle))
  return rows[0]!.n
}

/** Groups that answer to what was typed, by name and town: all of a territory (`charged`), and elsewhere those that anybody may see. */
export async function groupsNamed(handle: Handle, { typed, scope, limit }: { typed: string; scope: Scope; limit: number }) {
  const charged = liesIn(scope)
  const { rows } = await sql<{ id: GroupId; name: string; town: string; charged: boolean }>`
    select g.id, g.name, place.name as town, ${charged} as charged from local_group g join place on place.id = g.place_id
    where g.closed_at is null and (${charged} or (g.unlisted_at is null and g.size > 0)) and ${answersToIn(sql`g.name || ' ' || place.name`, typed)}
    order by g.name, g.id limit ${limit}`.execute(db(handle))
  return rows
}

/** Whether there is a group that is not closed. */
export async function isThereAGroup(handle: Handle): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean
  }>`select exists (select from local_group where closed_at is null) as there`.execute(db(handle))
  return rows[0]!.there
}

/** Groups of a territory that somebody is in, those that she leads first. */
export async function groupsWith(handle: Handle, person: Id<'person'>, scope: Scope) {
  const { rows } = await sql<{ id: GroupId; name: string; role: 'member' | 'organiser' }>`
    select g.id, g.name, m.role from membership m join local_group g on g.id = m.group_id
    where m.person_id = ${person} and g.closed_at is null and ${liesIn(scope)} order by m.role desc, g.name limit 20`.execute(
    db(handle),
  )
  return rows
}
