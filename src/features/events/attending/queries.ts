import { sql } from 'kysely'
import { type Handle, narrow } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import type { PersonId } from '#people'
import type { EventCard, EventId, SignUpId, SignUpRecord, SignUpState } from '../core/index.ts'

const db = narrow<object, EventCard>()

/** How many wait before somebody on the list of an event. */
export async function before(
  handle: Handle,
  { id, event_id, asked_at }: Pick<SignUpRecord, 'id' | 'event_id' | 'asked_at'>,
): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from sign_up where event_id = ${event_id}::uuid and state = 'waiting'
    and (asked_at, id) < (${asked_at}::timestamptz, ${id}::uuid)`.execute(db(handle))
  return rows[0]!.n
}

export type Coming = {
  id: SignUpId
  name: string | null
  family_name: string | null
  seats: number
  role_id: string | null
  state: SignUpState
  answers: Record<string, string>
  on_way_at: Date | null
  asked_at: Date
  visitor: boolean
}

const PAGE = 100

/** Who comes to an event and who waits, in the order of asking, a page at a time. Names alone: how to reach somebody is nobody's business. */
export async function comingTo(
  handle: Handle,
  event: EventId,
  after: { asked_at: Date; id: SignUpId } | undefined,
): Promise<Coming[]> {
  const from = after ? sql`and (s.asked_at, s.id) > (${after.asked_at}::timestamptz, ${after.id}::uuid)` : sql``
  const { rows } =
    await sql<Coming>`select s.id, coalesce(person.given_name, s.name) as name, person.family_name, s.seats, s.role_id, s.state, s.answers,
      s.on_way_at, s.asked_at, s.person_id is null as visitor
    from sign_up s left join person on person.id = s.person_id
    where s.event_id = ${event}::uuid and s.state in ('coming', 'waiting') ${from}
    order by s.asked_at, s.id limit ${PAGE + 1}`.execute(db(handle))
  return rows
}

/** As many as a page of `comingTo` shows. */
export const SHOWN = PAGE

export type OwnEvent = {
  id: EventId
  title: string
  type: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  town: string
  cancelled_at: Date | null
  unlisted_at: Date | null
  published_at: Date | null
  /** A vote that was noted since forbids it. */
  silenced: boolean
  sign_up: SignUpId | null
  state: SignUpState | null
  holds: boolean
}

/** What somebody signed up for or holds, that is not over, the next first. One query. */
export async function eventsOf(
  handle: Handle,
  person: PersonId,
  { now, limit }: { now: Date; limit: number },
): Promise<OwnEvent[]> {
  return readTogether(
    handle,
    sql<OwnEvent>`select e.id, e.title, e.type, e.starts_at, e.ends_at, e.time_zone, place.name as town, e.cancelled_at, e.unlisted_at, e.published_at,
      e.waived_at is null and exists (select from event_silenced s where s.event_id = e.id) as silenced,
      own.sign_up, own.state, own.holds
    from (select event_id, (max(sign_up::text))::uuid as sign_up, max(state) as state, bool_or(holds) as holds from (
        select event_id, id as sign_up, state, false as holds from sign_up where person_id = ${person}::uuid and state in ('coming', 'waiting')
        union all select event_id, null, null, true from event_organiser where person_id = ${person}::uuid
        union all select h.event_id, null, null, true from event_host h join membership m on m.group_id = h.group_id
          where m.person_id = ${person}::uuid and m.role = 'organiser' and h.accepted_at is not null) mine group by event_id) own
    join event e on e.id = own.event_id join place on place.id = e.place_id
    where e.ends_at > ${now}::timestamptz
    order by e.starts_at, e.id limit ${sql.lit(limit)}`,
  )
}

type OwnEntry = {
  id: EventId
  type: string
  title: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  changed_at: Date
  cancelled_at: Date | null
  version: number
  attendance: 'place' | 'online' | 'both'
  address: string | null
  town: string
  online_url: string | null
  sign_up: SignUpId | null
}

/** What stands in somebody's own calendar: what she holds a place at, or holds, with the door and the link that only she may know. One query. */
export async function ownEntries(handle: Handle, person: PersonId, since: Date): Promise<OwnEntry[]> {
  const { rows } =
    await sql<OwnEntry>`select e.id, e.type, e.title, e.starts_at, e.ends_at, e.time_zone, e.changed_at, e.cancelled_at, e.version, e.attendance, e.address,
      place.name as town, e.online_url, own.sign_up
    from (select event_id, max(sign_up::text)::uuid as sign_up from (
        select event_id, id as sign_up from sign_up where person_id = ${person}::uuid and state = 'coming'
        union all select event_id, null from event_organiser where person_id = ${person}::uuid) mine group by event_id) own
    join event e on e.id = own.event_id join place on place.id = e.place_id
    where e.ends_at > ${since}::timestamptz and e.unlisted_at is null order by e.starts_at, e.id limit 200`.execute(db(handle))
  return rows
}
