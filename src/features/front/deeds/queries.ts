import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import { type Handle, narrow } from '#platform/db/handle'
import type { EventCard, OutcomeCard } from '#events'
import type { GroupCard, MeetingCard } from '#groups'
import type { Count, RecipeCard } from '#recipes'
import { type TerritoryCard, withinTerritory } from '#territories'

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
 * territory. A week is that of the clocks there, of `zone` where nothing says where; what begins
 * on the Monday by clocks further east is looked for on the day before. One query.
 */
export async function actsSince(
  handle: Handle,
  { since, scope, zone }: { since: string; scope: Scope; zone: string },
): Promise<Acts[]> {
  const { rows } = await sql<Acts>`with acts as (
      select e.starts_at as at, e.time_zone as zone, e.type as kind, e.place_id, e.department_id, e.country, o.present as people, o.figures as counts
        from outcome o join event e on e.id = o.event_id where e.starts_at > ${since}::date - interval '1 day'
      union all select d.done_at, ${zone}, 'alone', null, d.department_id, left(d.department_id, 2), d.people, d.figures
        from recipe_deed d where d.done_at > ${since}::date - interval '1 day' and not exists (select from event e where e.id = d.id)
      union all select m.starts_at, p.time_zone, 'meeting', g.place_id, g.department_id, g.country,
          coalesce(m.guests, 0) + (select count(*) from attendance a where a.meeting_id = m.id and a.present),
          jsonb_build_object('doors', coalesce(m.doors, 0), 'conversations', coalesce(m.met, 0))
        from meeting m join local_group g on g.id = m.group_id join place p on p.id = g.place_id
        where m.reported_at is not null and m.starts_at > ${since}::date - interval '1 day'),
    counted as (
      select to_char(date_trunc('week', a.at at time zone a.zone), 'YYYY-MM-DD') as week, a.kind, a.department_id as department,
        count(*)::integer as acts, sum(a.people)::integer as people, jsonb_agg(a.counts) as all_counts
      from acts a where (a.at at time zone a.zone) >= ${since}::timestamp and ${withinTerritory(scope, 'a')} group by 1, 2, 3)
    select c.week, c.kind, c.department, c.acts, c.people,
      (select coalesce(jsonb_object_agg(k.name, k.n), '{}') from (
        select one.key as name, sum(one.value::integer) as n from jsonb_array_elements(c.all_counts) as each(counts), jsonb_each_text(each.counts) as one
        group by one.key) k) as counts
    from counted c order by c.week, c.kind, c.department`.execute(db(handle))
  return rows
}
