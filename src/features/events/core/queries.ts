import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { GroupId } from '#groups'
import type { PersonId } from '#people'
import { db, type EventId, type SignUpId } from './tables.ts'

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
        from event_host h join local_group g on g.id = h.group_id and g.closed_at is null and g.unlisted_at is null where h.event_id = event.id)`.as(
        'groups',
      ),
    )
    .where('event.id', '=', id)
    .executeTakeFirst()
}

/** Whether somebody may look at an event that is not shown yet: who holds it, and organisers of groups that are asked to. */
export async function mayLook(handle: Handle, event: EventId, person: PersonId): Promise<boolean> {
  const { rows } =
    await sql`select 1 from event_host h join membership m on m.group_id = h.group_id and m.person_id = ${person}::uuid and m.role = 'organiser'
    where h.event_id = ${event}::uuid limit 1`.execute(db(handle))
  return rows.length > 0
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

/** The dates of a series that are still to come. */
export function seriesOf(handle: Handle, series: string, now: Date) {
  return db(handle)
    .selectFrom('event')
    .select(['id', 'starts_at', 'ends_at'])
    .where('series_id', '=', series)
    .where('ends_at', '>', now)
    .where('cancelled_at', 'is', null)
    .where('unlisted_at', 'is', null)
    .where('published_at', 'is not', null)
    .orderBy('starts_at')
    .limit(30)
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

/** Everybody who holds an event, to be told. */
export async function holdersOf(handle: Handle, event: EventId): Promise<PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`select person_id from event_organiser where event_id = ${event}::uuid
    union select m.person_id from event_host h join membership m on m.group_id = h.group_id and m.role = 'organiser'
      where h.event_id = ${event}::uuid and h.accepted_at is not null order by 1`.execute(db(handle))
  return rows.map(({ person_id }) => person_id)
}

/** A sign-up with the role that was chosen. */
export function findSignUp(handle: Handle, id: SignUpId) {
  return db(handle)
    .selectFrom('sign_up')
    .leftJoin('event_role', 'event_role.id', 'sign_up.role_id')
    .selectAll('sign_up')
    .select(['event_role.name as role', 'event_role.starts_at as role_starts_at', 'event_role.ends_at as role_ends_at'])
    .where('sign_up.id', '=', id)
    .executeTakeFirst()
}

export type SignUpRecord = NonNullable<Awaited<ReturnType<typeof findSignUp>>>

/** The living sign-up of a person at an event. */
export function signUpOf(handle: Handle, event: EventId, person: PersonId) {
  return db(handle)
    .selectFrom('sign_up')
    .select(['id', 'state', 'seats', 'role_id'])
    .where('event_id', '=', event)
    .where('person_id', '=', person)
    .where('state', 'in', ['coming', 'waiting'])
    .executeTakeFirst()
}

/** What people complained about, and nobody settled. */
export function reportsOf(handle: Handle, event: EventId) {
  return db(handle)
    .selectFrom('event_report')
    .select(['id', 'words', 'reported_at'])
    .where('event_id', '=', event)
    .where('settled_at', 'is', null)
    .orderBy('reported_at')
    .execute()
}

/** Whether a first event by somebody waits to be looked at. */
export async function policyOf(handle: Handle): Promise<{ first_waits: boolean }> {
  const row = await db(handle).selectFrom('event_policy').select('first_waits').executeTakeFirst()
  return row ?? { first_waits: true }
}
