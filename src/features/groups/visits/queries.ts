import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { familyOf, type GroupId } from '../core/index.ts'
import type { PersonId } from '#people'
import { db, type How } from './tables.ts'

export type Unreached = {
  person_id: PersonId
  given_name: string
  family_name: string | null
  shows_name: boolean
  organisers_see: boolean
  /** Only what she agreed that organisers see. */
  phones: string[]
  /** Where she lives, as her own sheet says; null: she signed none for this group. */
  street: string | null
  postal_code: string | null
  town: string | null
  /** When somebody of the group last called or saw her, or she was at a meeting. */
  heard: Date | null
  how: How | 'meeting' | null
  words: string | null
  /** When something was last set or changed that she has to be told of; null: nothing. */
  news: Date | null
}

/** Members who have no mailbox that works, with when somebody last called or saw them since they are in this line of groups. One query. */
export async function unreached(handle: Handle, group: GroupId, now: Date): Promise<Unreached[]> {
  const { rows } = await sql<Unreached>`with family as (${familyOf(group)})
    select m.person_id, person.given_name, person.family_name, m.shows_name, m.organisers_see,
      case when m.organisers_see or m.shows_contact then coalesce((select array_agg(value order by created_at) from contact_point c
        where c.person_id = m.person_id and c.kind = 'phone' and c.quality not in ('bad', 'bouncing')), '{}') else '{}' end as phones,
      case when pm.person_id is not null and m.organisers_see and person.origin = 'paper' then person.street end as street,
      case when pm.person_id is not null and m.organisers_see and person.origin = 'paper' then person.postal_code end as postal_code,
      place.name as town, last.at as heard, last.how, last.words, coming.news
    from membership m join person on person.id = m.person_id left join place on place.id = person.place_id
    left join paper_member pm on pm.person_id = m.person_id and pm.group_id in (select id from family)
    left join lateral (
      select at, how, words from (
        select v.at, v.how, v.words from visit v where v.person_id = m.person_id and v.group_id in (select id from family)
        union all select meeting.starts_at, 'meeting', null from attendance a join meeting on meeting.id = a.meeting_id
          where a.person_id = m.person_id and a.present and meeting.group_id in (select id from family)) each_time
      where at >= coalesce(m.line_since, m.joined_at) order by at desc limit 1) last on true
    left join lateral (select max(set_at) as news from meeting where group_id = m.group_id and starts_at > ${now}::timestamptz) coming on true
    where m.group_id = ${group}::uuid and person.restricted_at is null
      and not exists (select from contact_point c where c.person_id = m.person_id and c.kind = 'email' and not c.claimed and c.quality not in ('bad', 'bouncing'))
    order by last.at nulls first, m.joined_at`.execute(db(handle))
  return rows
}
