import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { narrow } from '#platform/db/handle'
import type { EventCard, EventId } from '../core/index.ts'
import type { GroupCard, GroupId } from '#groups'
import type { TerritoryCard } from '#territories'

const db = narrow<object, EventCard & GroupCard & TerritoryCard>()

type EventOfGroup = {
  id: EventId
  type: string
  title: string
  starts_at: Date
  ends_at: Date
  time_zone: string
  town: string
  taken: number
  cancelled_at: Date | null
  accepted_at: Date | null
  /** Groups and people that hold it. */
  hosts: number
}

type Asked = { now: Date; limit: number }

/** Events that a group holds or is asked to hold: those to come, the next first. */
export function eventsOfGroup(handle: Handle, group: GroupId, { now, limit }: Asked): Promise<EventOfGroup[]> {
  const coming = sql`e.ends_at > ${now}::timestamptz order by e.starts_at, e.id limit ${limit}`
  return ofGroup(handle, group, coming)
}

/** Events that a group held, the latest first. */
export function pastOfGroup(handle: Handle, group: GroupId, { now, limit }: Asked): Promise<EventOfGroup[]> {
  const past = sql`h.accepted_at is not null and e.ends_at <= ${now}::timestamptz and e.published_at is not null
    order by e.ends_at desc, e.id limit ${limit}`
  return ofGroup(handle, group, past)
}

async function ofGroup(handle: Handle, group: GroupId, which: RawBuilder<unknown>): Promise<EventOfGroup[]> {
  const { rows } =
    await sql<EventOfGroup>`select e.id, e.type, e.title, e.starts_at, e.ends_at, e.time_zone, place.name as town, e.taken, e.cancelled_at,
      h.accepted_at, ((select count(*) from event_host o where o.event_id = e.id and o.accepted_at is not null)
        + (select count(*) from event_organiser o where o.event_id = e.id))::integer as hosts
    from event_host h join event e on e.id = h.event_id join place on place.id = e.place_id
    where h.group_id = ${group}::uuid and e.cancelled_at is null and e.unlisted_at is null and ${which}`.execute(db(handle))
  return rows
}
