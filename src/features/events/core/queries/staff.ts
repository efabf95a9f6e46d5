import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { approvalOf } from '#staff'
import { db, type EventId } from '../tables.ts'

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
  const lies =
    scope === 'everywhere'
      ? sql`true`
      : sql`(e.department_id = any(${scope}::text[]) or e.place_id = any(${scope}::text[]) or e.country = any(${scope}::text[]))`
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

/** What two persons decide together about an event: to lift the silence around a vote for it. */
export const WAIVER = 'silence'

/** How far that is: nobody asked, somebody waits for the other, or the other agreed. */
export const waiverOf = (handle: Handle, event: EventId, now: Date) => approvalOf(handle, { kind: WAIVER, subject: event }, now)

/** Whether a first event by somebody waits to be looked at. */
export async function policyOf(handle: Handle): Promise<{ first_waits: boolean }> {
  const row = await db(handle).selectFrom('event_policy').select('first_waits').executeTakeFirst()
  return row ?? { first_waits: true }
}
