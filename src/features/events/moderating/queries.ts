import { sql } from 'kysely'
import type { Id } from '#platform/db/id'
import type { Scope } from '#platform/auth/actor'
import { answersToIn } from '#platform/db/answering'
import { type Handle, narrow } from '#platform/db/handle'
import { approvalOf } from '#staff'
import { withinTerritory } from '#territories'
import { type EventCard, type EventId, WAIVER } from '../core/index.ts'

const db = narrow<object, EventCard>()

export type View = 'coming' | 'unread' | 'reported' | 'unlisted' | 'past'

export type EventOnDesk = {
  id: EventId
  title: string
  type: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  town: string
  taken: number
  published_at: Date | null
  cancelled_at: Date | null
  unlisted_at: Date | null
  reports: number
}

const viewsAt = (now: Date) =>
  ({
    coming: sql`e.listed and e.ends_at > ${now}::timestamptz`,
    unread: sql`e.published_at is null and e.cancelled_at is null and e.unlisted_at is null`,
    reported: sql`exists (select from event_report r where r.event_id = e.id and r.settled_at is null)`,
    unlisted: sql`e.unlisted_at is not null`,
    past: sql`e.ends_at <= ${now}::timestamptz`,
  }) satisfies Record<View, unknown>

/** Events of a territory for those in charge of it, the next first; those that were, the last first. */
export async function eventsOnDesk(
  handle: Handle,
  {
    scope,
    view,
    now,
    after,
    limit,
  }: { scope: Scope; view: View; now: Date; after?: { starts_at: Date; id: EventId } | undefined; limit: number },
): Promise<EventOnDesk[]> {
  const lies = withinTerritory(scope, 'e')
  const back = view === 'past'
  const later = after
    ? sql`and (e.starts_at, e.id) ${back ? sql`<` : sql`>`} (${after.starts_at}::timestamptz, ${after.id}::uuid)`
    : sql``
  const order = back ? sql`e.starts_at desc, e.id desc` : sql`e.starts_at, e.id`
  const { rows } =
    await sql<EventOnDesk>`select e.id, e.title, e.type, e.starts_at, e.ends_at, e.time_zone, place.name as town, e.taken, e.published_at,
      e.cancelled_at, e.unlisted_at,
      (select count(*)::integer from event_report r where r.event_id = e.id and r.settled_at is null) as reports
    from event e join place on place.id = e.place_id where ${viewsAt(now)[view]} and ${lies} ${later} order by ${order} limit ${limit}`.execute(
      db(handle),
    )
  return rows
}

/** How far it is that two persons lift the silence around a vote for an event: nobody asked, somebody waits for the other, or the other agreed. */
export const waiverOf = (handle: Handle, event: EventId, now: Date) => approvalOf(handle, { kind: WAIVER, subject: event }, now)

/** How many events of a territory a view of the desk has. */
export async function countEvents(
  handle: Handle,
  { scope, view, now }: { scope: Scope; view: View; now: Date },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from event e
    where ${viewsAt(now)[view]} and ${withinTerritory(scope, 'e')}`.execute(db(handle))
  return rows[0]!.n
}

type Named = { id: EventId; title: string; town: string; day: string; charged: boolean }

/** Events to come, or of the last two months, that answer to what was typed: all of a territory (`charged`), and elsewhere those that anybody may see. */
export async function eventsNamed(
  handle: Handle,
  { typed, scope, now, limit }: { typed: string; scope: Scope; now: Date; limit: number },
): Promise<Named[]> {
  const charged = withinTerritory(scope, 'e')
  const { rows } = await sql<Named>`select e.id, e.title, place.name as town, ${charged} as charged,
      to_char(e.starts_at at time zone e.time_zone, 'YYYY-MM-DD') as day
    from event e join place on place.id = e.place_id
    where e.starts_at > ${now}::timestamptz - interval '2 months' and (${charged} or e.listed) and ${answersToIn(sql`e.title || ' ' || place.name`, typed)}
    order by e.ends_at < ${now}::timestamptz, e.starts_at, e.id limit ${limit}`.execute(db(handle))
  return rows
}

/** Events of a territory that somebody comes to, from now on, the next first. */
export async function eventsWith(
  handle: Handle,
  { person, scope, now }: { person: Id<'person'>; scope: Scope; now: Date },
): Promise<{ id: EventId; title: string; day: string }[]> {
  const { rows } = await sql<{ id: EventId; title: string; day: string }>`
    select e.id, e.title, to_char(e.starts_at at time zone e.time_zone, 'YYYY-MM-DD') as day from sign_up s join event e on e.id = s.event_id
    where s.person_id = ${person} and s.state = 'coming' and e.ends_at > ${now}::timestamptz and ${withinTerritory(scope, 'e')}
    order by e.starts_at, e.id limit 10`.execute(db(handle))
  return rows
}
