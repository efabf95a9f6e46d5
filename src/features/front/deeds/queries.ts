import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import { type Handle, narrow } from '#platform/db/handle'
import type { EventCard, OutcomeCard } from '#events'
import type { GroupCard, MeetingCard } from '#groups'
import type { Count, RecipeCard } from '#recipes'
import type { TerritoryCard } from '#territories'

const db = narrow<object, EventCard & OutcomeCard & RecipeCard & MeetingCard & GroupCard & TerritoryCard>()

/** Acts of one kind in one week in one department. `kind`: a type of event, `meeting` of a group, or `alone`: what somebody did by a recipe. */
export type Acts = {
  /** Its Monday, YYYY-MM-DD. */
  week: string
  kind: string
  department: string | null
  acts: number
  people: number
  counts: Partial<Record<Count, number>>
}

/**
 * What was done, as it was told: events, meetings of groups, and what people did by themselves; each act once. In the weeks from a day on, within a
 * territory. One query.
 */
export async function actsSince(handle: Handle, since: string, scope: Scope): Promise<Acts[]> {
  const lies =
    scope === 'everywhere' ? sql`true` : sql`(a.department_id = any(${scope}::text[]) or a.country = any(${scope}::text[]))`
  const { rows } = await sql<Acts>`with acts as (
      select e.starts_at as at, e.type as kind, e.department_id, e.country, o.present as people, o.figures as counts
        from outcome o join event e on e.id = o.event_id where e.starts_at >= ${since}::date
      union all select d.done_at, 'alone', d.department_id, left(d.department_id, 2), d.people, d.figures
        from recipe_deed d where d.done_at >= ${since}::date and not exists (select from event e where e.id = d.id)
      union all select m.starts_at, 'meeting', g.department_id, g.country,
          coalesce(m.guests, 0) + (select count(*) from attendance p where p.meeting_id = m.id and p.present),
          jsonb_build_object('doors', coalesce(m.doors, 0), 'conversations', coalesce(m.met, 0))
        from meeting m join local_group g on g.id = m.group_id where m.reported_at is not null and m.starts_at >= ${since}::date),
    counted as (
      select to_char(date_trunc('week', a.at at time zone 'Europe/Paris'), 'YYYY-MM-DD') as week, a.kind, a.department_id as department,
        count(*)::integer as acts, sum(a.people)::integer as people, jsonb_agg(a.counts) as all_counts
      from acts a where ${lies} group by 1, 2, 3)
    select c.week, c.kind, c.department, c.acts, c.people,
      (select coalesce(jsonb_object_agg(k.name, k.n), '{}') from (
        select one.key as name, sum(one.value::integer) as n from jsonb_array_elements(c.all_counts) as each(counts), jsonb_each_text(each.counts) as one
        group by one.key) k) as counts
    from counted c order by c.week, c.kind, c.department`.execute(db(handle))
  return rows
}
