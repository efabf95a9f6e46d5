import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import type { EventId } from '../core/index.ts'
import { db } from './tables.ts'

export type Expected = {
  id: string
  name: string | null
  family_name: string | null
  seats: number
  role: string | null
  code: string
  waiting: boolean
  on_way: boolean
  in_at: Date | null
}

/** Most people of one door: beyond, one searches by code. */
const MOST = 2_000

/** Who is expected at an event, by name, with who is in. One query. */
export async function expected(handle: Handle, event: EventId): Promise<Expected[]> {
  const { rows } =
    await sql<Expected>`select s.id, coalesce(person.given_name, s.name) as name, person.family_name, s.seats, r.name as role, s.code,
      s.state = 'waiting' as waiting, s.on_way_at is not null as on_way, c.at as in_at
    from sign_up s left join person on person.id = s.person_id left join event_role r on r.id = s.role_id left join check_in c on c.event_id = s.event_id and c.sign_up_id = s.id
    where s.event_id = ${event}::uuid and s.state in ('coming', 'waiting')
    order by lower(coalesce(person.given_name, s.name)), s.id limit ${MOST}`.execute(db(handle))
  return rows
}

/** Who is in: how many of those who signed up and of those who just came, which sign-ups, and who just came last. One query. */
export async function presentAt(handle: Handle, event: EventId): Promise<Present> {
  const { rows } = await sql<Present>`select
      coalesce(sum(seats) filter (where sign_up_id is not null), 0)::integer as expected,
      coalesce(sum(seats) filter (where sign_up_id is null), 0)::integer as walk_in,
      coalesce(array_agg(sign_up_id) filter (where sign_up_id is not null), '{}') as sign_ups,
      (array_agg(jsonb_build_object('id', who, 'seats', seats) order by at desc) filter (where sign_up_id is null))[1] as last
    from check_in c where c.event_id = ${event}::uuid
      and (c.sign_up_id is null or exists (select from sign_up s where s.id = c.sign_up_id and s.state in ('coming', 'waiting')))`.execute(
    db(handle),
  )
  return rows[0]!
}

export type Present = { expected: number; walk_in: number; sign_ups: string[]; last: { id: string; seats: number } | null }

/** The sign-up that a ticket names. */
export async function byCode(handle: Handle, event: EventId, code: string): Promise<Expected | undefined> {
  const { rows } =
    await sql<Expected>`select s.id, coalesce(person.given_name, s.name) as name, person.family_name, s.seats, r.name as role, s.code,
      s.state = 'waiting' as waiting, s.on_way_at is not null as on_way, c.at as in_at
    from sign_up s left join person on person.id = s.person_id left join event_role r on r.id = s.role_id left join check_in c on c.event_id = s.event_id and c.sign_up_id = s.id
    where s.event_id = ${event}::uuid and s.code = ${code} and s.state in ('coming', 'waiting')`.execute(db(handle))
  return rows[0]
}

export function findOutcome(handle: Handle, event: EventId) {
  return db(handle).selectFrom('outcome').selectAll().where('event_id', '=', event).executeTakeFirst()
}

/** What somebody held in the last days, and of which nobody told. */
export async function untoldBy(handle: Handle, person: PersonId, now: Date): Promise<Untold[]> {
  const { rows } = await sql<Untold>`select e.id, e.title, e.starts_at, e.ends_at, e.time_zone from event e
    where e.ends_at > ${new Date(now.getTime() - UNTOLD_DAYS * 86_400_000)}::timestamptz and e.ends_at <= ${now}::timestamptz
      and e.published_at is not null and e.unlisted_at is null and e.cancelled_at is null
      and e.id in (select event_id from event_organiser where person_id = ${person}::uuid
        union all select h.event_id from event_host h join membership m on m.group_id = h.group_id
          where m.person_id = ${person}::uuid and m.role = 'organiser' and h.accepted_at is not null)
      and not exists (select from outcome o where o.event_id = e.id)
    order by e.ends_at desc limit 5`.execute(db(handle))
  return rows
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
