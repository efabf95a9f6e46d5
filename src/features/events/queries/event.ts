import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { GroupId } from '#groups'
import type { PersonId } from '#people'
import { db, type EventId } from '../tables.ts'

export type EventRecord = NonNullable<Awaited<ReturnType<typeof findEvent>>>

/** An event with the name of its town and the groups that hold it, whatever its state. One query. */
export function findEvent(handle: Handle, id: EventId) {
  return db(handle)
    .selectFrom('event')
    .innerJoin('place', 'place.id', 'event.place_id')
    .selectAll('event')
    .select(['place.name as town', 'place.lng as town_lng', 'place.lat as town_lat'])
    .select(
      sql<
        { id: GroupId; name: string; accepted: boolean }[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name,
        'accepted', h.accepted_at is not null) order by h.asked_at), '[]')
        from event_host h join local_group g on g.id = h.group_id and g.closed_at is null where h.event_id = event.id)`.as(
        'groups',
      ),
    )
    .where('event.id', '=', id)
    .executeTakeFirst()
}

/** What there is to do at an event, with the places that are held of each. */
export function rolesOf(handle: Handle, event: EventId) {
  return db(handle)
    .selectFrom('event_role')
    .selectAll()
    .where('event_id', '=', event)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
}

export function questionsOf(handle: Handle, event: EventId) {
  return db(handle).selectFrom('event_question').selectAll().where('event_id', '=', event).orderBy('id').execute()
}

/** Whether somebody holds an event: by herself, or as an organiser of one of its groups. */
export async function isHolder(handle: Handle, event: EventId, person: PersonId): Promise<boolean> {
  const { rows } = await sql`select 1 from event_organiser where event_id = ${event}::uuid and person_id = ${person}::uuid
    union all select 1 from event_host h join membership m on m.group_id = h.group_id and m.person_id = ${person}::uuid and m.role = 'organiser'
      where h.event_id = ${event}::uuid and h.accepted_at is not null limit 1`.execute(db(handle))
  return rows.length > 0
}

/** Groups that somebody leads, to hold an event with. */
export function groupsLedBy(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('membership')
    .innerJoin('local_group', 'local_group.id', 'membership.group_id')
    .innerJoin('place', 'place.id', 'local_group.place_id')
    .select(['local_group.id', 'local_group.name', 'place.name as town', 'local_group.address'])
    .where('person_id', '=', person)
    .where('role', '=', 'organiser')
    .where('closed_at', 'is', null)
    .orderBy('local_group.name')
    .execute()
}

/** Everybody who holds an event, to be told. */
export async function holdersOf(handle: Handle, event: EventId): Promise<PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`select person_id from event_organiser where event_id = ${event}::uuid
    union select m.person_id from event_host h join membership m on m.group_id = h.group_id and m.role = 'organiser'
      where h.event_id = ${event}::uuid and h.accepted_at is not null order by 1`.execute(db(handle))
  return rows.map(({ person_id }) => person_id)
}

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
}

/** Events that a group holds or is asked to hold: those to come, the next first. */
export async function eventsOfGroup(
  handle: Handle,
  group: GroupId,
  { now, limit }: { now: Date; limit: number },
): Promise<EventOfGroup[]> {
  const { rows } =
    await sql<EventOfGroup>`select e.id, e.type, e.title, e.starts_at, e.ends_at, e.time_zone, place.name as town, e.taken, e.cancelled_at,
      h.accepted_at
    from event_host h join event e on e.id = h.event_id join place on place.id = e.place_id
    where h.group_id = ${group}::uuid and e.ends_at > ${now}::timestamptz and e.cancelled_at is null and e.unlisted_at is null
    order by e.starts_at, e.id limit ${limit}`.execute(db(handle))
  return rows
}
