import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { telling } from '../queues.ts'
import { clockOf, movedAlong, shiftOf, spanIn, stateOf } from '../rules.ts'
import { db, type EventId, type EventRow } from '../tables.ts'
import { type EventDetails, readAgain } from './hold.ts'
import { promote } from './promote.ts'
import { requireTime, type Span } from './silence.ts'

type Change = {
  event: EventId
  details: EventDetails
  span: Span
  /** Also the dates after this one that nobody changed by itself. */
  following: boolean
}

/** Changes an event, or it and the rest of its series. Who signed up is told once of another time or place; more places go to who waits. */
export async function changeEvent(tx: Tx, { event: id, details, span, following }: Change, now: Date): Promise<void> {
  const event = await lockComing(tx, id, now)
  const dates = following && event.series_id ? await followingOf(tx, event) : []
  const clocks = [event, ...dates].map((one) => clockOf(event.time_zone, one))
  const after = clockOf(details.time_zone, span)
  const changes = [event, ...dates].map((one, n) => ({
    before: one,
    span: n === 0 ? span : (spanIn(details.time_zone, movedAlong(clocks[n]!, clocks[0]!, after)) ?? span),
  }))
  const changed = Object.fromEntries(
    Object.entries(details).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(event[name as keyof EventDetails]),
    ),
  ) as Partial<EventDetails>
  for (const { before, span: to } of changes) {
    // The other dates keep what was said of them alone.
    const after = before.id === id ? details : { ...detailsIn(before), ...changed }
    const altered =
      tellsOf(before) !== tellsOf({ ...after, ...to }) || before.type !== after.type || before.campaign !== after.campaign
    // Words can be mended whenever. What it is, when and where, is looked at anew, and a silence that was lifted was lifted for what it was.
    if (altered) await requireTime(tx, after, to, now)
    if (after.capacity !== null && after.capacity < before.taken)
      throw new Conflict('events.form.capacity-taken', { taken: before.taken })
    await applyChange(tx, { before, details: after, span: to, altered, detached: event.series_id !== null && !following }, now)
  }
  await readAgain(tx, event, now)
}

/** What its holder says of an event, out of its row. */
function detailsIn(event: EventRow): EventDetails {
  const { type, title, description, time_zone, place_id, department_id, country, attendance, precision, lng, lat, address } =
    event
  const { exact_lng, exact_lat, online_url, language, capacity, guests, price, access, access_note, campaign, recipe_id } = event
  const where = {
    time_zone,
    place_id,
    department_id,
    country,
    attendance,
    precision,
    lng,
    lat,
    address,
    exact_lng,
    exact_lat,
    online_url,
  }
  return { type, title, description, ...where, language, capacity, guests, price, access, access_note, campaign, recipe_id }
}

type Applied = { before: EventRow; details: EventDetails; span: Span; altered: boolean; detached: boolean }

async function applyChange(tx: Tx, { before, details, span, altered, detached }: Applied, now: Date): Promise<void> {
  const tells = tellsOf(before) !== tellsOf({ ...details, ...span })
  const { version } = await db(tx)
    .updateTable('event')
    .set((q) => ({
      ...details,
      ...span,
      changed_at: now,
      detached: before.detached || detached,
      ...(altered ? { waived_at: null } : {}),
      version: tells ? q('version', '+', 1) : q.ref('version'),
    }))
    .where('id', '=', before.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  // It stands where no silence is: that was looked at before.
  if (altered) await db(tx).deleteFrom('event_silenced').where('event_id', '=', before.id).execute()
  if (!tells) return promote(tx, before.id, now)
  if (before.starts_at.getTime() !== span.starts_at.getTime()) await moveAlong(tx, before, span)
  await requireRolesWithin(tx, before, span)
  enqueue(tx, telling, { event: before.id, version })
  await promote(tx, before.id, now)
}

/** Shifts move with their event; within another length of it they stay at their hours. Whoever was reminded of another hour is reminded anew. */
async function moveAlong(tx: Tx, before: EventRow, span: Span): Promise<void> {
  const by = shiftOf(before, span)
  await sql`update event_role set starts_at = starts_at + ${by}::float8 * interval '1 millisecond', ends_at = ends_at + ${by}::float8 * interval '1 millisecond'
    where event_id = ${before.id}::uuid and starts_at is not null`.execute(db(tx))
  await db(tx).updateTable('sign_up').set({ day_told_at: null, hours_told_at: null }).where('event_id', '=', before.id).execute()
}

/** A shift that lay within its event still does; one that began before it, or outlasts it, still meets it. */
async function requireRolesWithin(tx: Tx, before: EventRow, after: Span): Promise<void> {
  const roles = await db(tx).selectFrom('event_role').select(['starts_at', 'ends_at']).where('event_id', '=', before.id).execute()
  const by = shiftOf(before, after)
  const outside = roles.some(({ starts_at, ends_at }) => {
    if (!starts_at || !ends_at) return false
    const [from, to] = [starts_at.getTime(), ends_at.getTime()]
    const lay = from - by >= before.starts_at.getTime() && to - by <= before.ends_at.getTime()
    return lay
      ? from < after.starts_at.getTime() || to > after.ends_at.getTime()
      : starts_at >= after.ends_at || ends_at <= after.starts_at
  })
  if (outside) throw new Invalid({ ends_hour: 'events.roles.outside' })
}

type Told = Pick<
  EventRow,
  'title' | 'starts_at' | 'ends_at' | 'place_id' | 'address' | 'attendance' | 'online_url' | 'exact_lng' | 'exact_lat'
>

/** What who signed up must hear of when it changes. */
function tellsOf({ title, starts_at, ends_at, place_id, address, attendance, online_url, exact_lng, exact_lat }: Told): string {
  return JSON.stringify([
    title,
    starts_at.getTime(),
    ends_at.getTime(),
    place_id,
    address,
    attendance,
    online_url,
    exact_lng,
    exact_lat,
  ])
}

/** The dates after one; those that were changed by themselves only when all are meant. */
function followingOf(tx: Tx, { id, series_id, starts_at }: EventRow, all = false): Promise<EventRow[]> {
  return db(tx)
    .selectFrom('event')
    .selectAll()
    .where('series_id', '=', series_id)
    .where('id', '!=', id)
    .where('starts_at', '>', starts_at)
    .$if(!all, (q) => q.where('detached', '=', false))
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Calls an event off, or it and the rest of its series, and tells everybody who signed up, once. */
export async function cancelEvent(
  tx: Tx,
  { event: id, reason, following }: { event: EventId; reason: string | null; following: boolean },
  now: Date,
): Promise<void> {
  const event = await lockComing(tx, id, now)
  const dates = following && event.series_id ? await followingOf(tx, event, true) : []
  const cancelled = await db(tx)
    .updateTable('event')
    .set((q) => ({ cancelled_at: now, cancel_reason: reason, changed_at: now, listed: false, version: q('version', '+', 1) }))
    .where('id', 'in', [id, ...dates.map((one) => one.id)])
    .returning(['id', 'version'])
    .execute()
  for (const one of cancelled) enqueue(tx, telling, { event: one.id, version: one.version })
}

/** Holds an event that can still be changed: it has not begun, and was not called off. */
export async function lockComing(tx: Tx, id: EventId, now: Date): Promise<EventRow> {
  const event = await lockEvent(tx, id)
  if (!['coming', 'unread', 'unlisted'].includes(stateOf(event, now)) || event.starts_at <= now) throw new Conflict('events.late')
  return event
}

/** Holds an event until the end of the transaction. People are locked before. */
export async function lockEvent(tx: Tx, id: EventId): Promise<EventRow> {
  const event = await db(tx).selectFrom('event').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!event) throw new NotFound('events.not-found')
  return event
}

/** Notes since when an event shows a picture; null: none. */
export async function setEventPicture(tx: Tx, event: EventId, at: Date | null, now: Date): Promise<void> {
  await db(tx).updateTable('event').set({ picture_at: at, changed_at: now }).where('id', '=', event).execute()
}

export type NewRole = { name: string; starts_at: Date | null; ends_at: Date | null; capacity: number | null }
const MOST_ROLES = 20
const MOST_QUESTIONS = 5

/** Adds something that there is to do. */
export async function addRole(tx: Tx, event: EventId, role: NewRole): Promise<void> {
  await lockEvent(tx, event)
  const { n } = await db(tx)
    .selectFrom('event_role')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('event_id', '=', event)
    .executeTakeFirstOrThrow()
  if (n >= MOST_ROLES) throw new Conflict('events.roles.enough')
  await db(tx)
    .insertInto('event_role')
    .values({ id: newId(), event_id: event, ...role })
    .execute()
}

/** Changes something that there is to do. Who took it keeps it: it cannot hold fewer than did. */
export async function changeRole(
  tx: Tx,
  { event, role: id, change }: { event: EventId; role: string; change: NewRole },
  now: Date,
): Promise<void> {
  await lockComing(tx, event, now)
  const found = await db(tx)
    .selectFrom('event_role')
    .select(['taken', 'starts_at', 'ends_at'])
    .where('id', '=', id)
    .where('event_id', '=', event)
    .executeTakeFirst()
  if (!found) throw new NotFound('events.roles.gone')
  if (change.capacity !== null && change.capacity < found.taken) throw new Invalid({ capacity: 'events.roles.taken' })
  await db(tx).updateTable('event_role').set(change).where('id', '=', id).execute()
  const same = (name: 'starts_at' | 'ends_at') => found[name]?.getTime() === change[name]?.getTime()
  if (!same('starts_at') || !same('ends_at')) await tellOfHours(tx, event, id, now)
  await promote(tx, event, now)
}

/** A new version of an event that those alone are told of who come for a role, and of whose hours they are reminded anew. */
async function tellOfHours(tx: Tx, event: EventId, role: string, now: Date): Promise<void> {
  const { version } = await db(tx)
    .updateTable('event')
    .set((q) => ({ version: q('version', '+', 1), changed_at: now }))
    .where('id', '=', event)
    .returning('version')
    .executeTakeFirstOrThrow()
  await db(tx)
    .updateTable('sign_up')
    .set((q) => ({
      // Who was not told of an earlier change yet is told of this one.
      told: q
        .case()
        .when(q.or([q('role_id', '=', role), q('told', '<', version - 1)]))
        .then(q.ref('told'))
        .else(version)
        .end(),
      day_told_at: q.case().when('role_id', '=', role).then(null).else(q.ref('day_told_at')).end(),
      hours_told_at: q.case().when('role_id', '=', role).then(null).else(q.ref('hours_told_at')).end(),
    }))
    .where('event_id', '=', event)
    .execute()
  enqueue(tx, telling, { event, version })
}

/** Takes a role away that nobody signed up for. */
export async function removeRole(tx: Tx, event: EventId, role: string): Promise<void> {
  await lockEvent(tx, event)
  const used = await db(tx)
    .selectFrom('sign_up')
    .select('id')
    .where('event_id', '=', event)
    .where('role_id', '=', role)
    .where('state', '!=', 'left')
    .limit(1)
    .executeTakeFirst()
  if (used) throw new Conflict('events.roles.used')
  await db(tx).updateTable('sign_up').set({ role_id: null }).where('role_id', '=', role).where('event_id', '=', event).execute()
  await db(tx).deleteFrom('event_role').where('id', '=', role).where('event_id', '=', event).execute()
}

export type NewQuestion = { words: string; kind: 'text' | 'yes-no'; required: boolean }

/** Asks something of whoever signs up from now on. */
export async function addQuestion(tx: Tx, event: EventId, question: NewQuestion): Promise<void> {
  await lockEvent(tx, event)
  const { n } = await db(tx)
    .selectFrom('event_question')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('event_id', '=', event)
    .executeTakeFirstOrThrow()
  if (n >= MOST_QUESTIONS) throw new Conflict('events.questions.enough')
  await db(tx)
    .insertInto('event_question')
    .values({ id: newId(), event_id: event, ...question })
    .execute()
}

/** Asks it no more; what was answered goes with it. */
export async function removeQuestion(tx: Tx, event: EventId, question: string): Promise<void> {
  await lockEvent(tx, event)
  await sql`update sign_up set answers = answers - ${question} where event_id = ${event}::uuid and answers ? ${question}`.execute(
    db(tx),
  )
  await db(tx).deleteFrom('event_question').where('id', '=', question).where('event_id', '=', event).execute()
}
