import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { EventId } from '../../core/index.ts'
import { db } from '../tables.ts'

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
/** Of a statement that calls a sign-up `s`. */
export const IS_EXPECTED = sql`s.state in ('coming', 'waiting')`

const EXPECTED = sql`select s.id, coalesce(person.given_name, s.name) as name, person.family_name, s.seats, r.name as role, s.code,
    s.state = 'waiting' as waiting, s.on_way_at is not null as on_way, c.at as in_at
  from sign_up s left join person on person.id = s.person_id left join event_role r on r.id = s.role_id
  left join check_in c on c.event_id = s.event_id and c.sign_up_id = s.id`

/** Who is expected at an event, by name, with who is in. One query. */
export async function expected(handle: Handle, event: EventId): Promise<Expected[]> {
  const { rows } = await sql<Expected>`${EXPECTED} where s.event_id = ${event}::uuid and ${IS_EXPECTED}
    order by lower(coalesce(person.given_name, s.name)), s.id limit ${MOST}`.execute(db(handle))
  return rows
}

/** The sign-up that a ticket names. */
export async function byCode(handle: Handle, event: EventId, code: string): Promise<Expected | undefined> {
  const { rows } =
    await sql<Expected>`${EXPECTED} where s.event_id = ${event}::uuid and ${IS_EXPECTED} and s.code = ${code}`.execute(db(handle))
  return rows[0]
}

/** Who is in: how many of those who signed up and of those who just came, which sign-ups, and who just came last. One query. */
export async function presentAt(handle: Handle, event: EventId): Promise<Present> {
  const { rows } = await sql<Present>`select
      coalesce(sum(seats) filter (where sign_up_id is not null), 0)::integer as expected,
      coalesce(sum(seats) filter (where sign_up_id is null), 0)::integer as walk_in,
      coalesce(array_agg(sign_up_id) filter (where sign_up_id is not null), '{}') as sign_ups,
      (array_agg(jsonb_build_object('id', who, 'seats', seats) order by at desc) filter (where sign_up_id is null))[1] as last
    from check_in c where c.event_id = ${event}::uuid
      and (c.sign_up_id is null or exists (select from sign_up s where s.id = c.sign_up_id and ${IS_EXPECTED}))`.execute(
    db(handle),
  )
  return rows[0]!
}

export type Present = { expected: number; walk_in: number; sign_ups: string[]; last: { id: string; seats: number } | null }
