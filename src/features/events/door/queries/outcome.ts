import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import type { PersonId } from '#people'
import type { EventId } from '../../core/index.ts'
import { db } from '../tables.ts'

export function findOutcome(handle: Handle, event: EventId) {
  return db(handle).selectFrom('outcome').selectAll().where('event_id', '=', event).executeTakeFirst()
}

/** What somebody held in the last days, and of which nobody told. */
export async function untoldBy(handle: Handle, person: PersonId, now: Date): Promise<Untold[]> {
  return readTogether(
    handle,
    sql<Untold>`select e.id, e.title, e.starts_at, e.ends_at, e.time_zone from event e
    where e.ends_at > ${new Date(now.getTime() - UNTOLD_DAYS * 86_400_000)}::timestamptz and e.ends_at <= ${now}::timestamptz
      and e.published_at is not null and e.unlisted_at is null and e.cancelled_at is null
      and e.id in (select event_id from event_organiser where person_id = ${person}::uuid
        union all select h.event_id from event_host h join membership m on m.group_id = h.group_id
          where m.person_id = ${person}::uuid and m.role = 'organiser' and h.accepted_at is not null)
      and not exists (select from outcome o where o.event_id = e.id)
    order by e.ends_at desc limit 5`,
  )
}

/** Days for which it is worth telling. */
const UNTOLD_DAYS = 30
type Untold = { id: EventId; title: string; starts_at: Date; ends_at: Date; time_zone: string }

/** Pictures of an event, without their bytes. */
export function picturesOf(handle: Handle, event: EventId) {
  return db(handle)
    .selectFrom('outcome_picture')
    .select(['id', 'words', 'width', 'height'])
    .where('event_id', '=', event)
    .orderBy('shown_at')
    .orderBy('id')
    .execute()
}

export function findPicture(handle: Handle, event: EventId, id: string) {
  return db(handle)
    .selectFrom('outcome_picture')
    .select(['bytes'])
    .where('event_id', '=', event)
    .where('id', '=', id)
    .executeTakeFirst()
}
