import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { lockPeople, type PersonId } from '#people'
import { askApproval, record, useApproval } from '#staff'
import { type DecisionKind, decisionMail } from '../queues.ts'
import { holdersOf } from '../queries.ts'
import { db, type EventId, type EventRow } from '../tables.ts'
import { cancelEvent } from './cancel.ts'
import { lockComing, lockEvent } from './lock.ts'
import { requireSpeech, silenceOver } from './silence.ts'

/** Publishes an event that waited to be looked at, and tells who holds it. Not in the silence around a vote. */
export async function publishEvent(tx: Tx, { actor, now }: Hand, id: EventId): Promise<void> {
  const event = await lockEvent(tx, id)
  if (event.published_at) return
  if (event.cancelled_at || event.ends_at <= now) throw new Conflict('events.late')
  await requireSpeech(tx, event, now)
  const shown = [id, ...(await sameDates(tx, event, now))]
  await db(tx)
    .updateTable('event')
    .set({ published_at: now, changed_at: now, listed: sql<boolean>`unlisted_at is null` })
    .where('id', 'in', shown)
    .execute()
  await tellHolders(tx, id, 'published')
  await record(tx, { actor, now }, { action: 'publish', object: 'event', id, count: shown.length })
}

/**
 * The other dates of its series that wait to be looked at: the same event in the same town, so that whoever looked at one saw them all. One that was
 * changed by itself, or that falls into the silence around a vote, goes on waiting.
 */
async function sameDates(tx: Tx, event: EventRow, now: Date): Promise<EventId[]> {
  if (!event.series_id || event.detached) return []
  const dates = await db(tx)
    .selectFrom('event')
    .selectAll()
    .where('series_id', '=', event.series_id)
    .where('id', '!=', event.id)
    .where('detached', '=', false)
    .where('place_id', '=', event.place_id)
    .where('published_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('id')
    .forUpdate()
    .execute()
  const silent = await Promise.all(dates.map((date) => silenceOver(tx, date)))
  return dates.filter((_, n) => !silent[n]).map(({ id }) => id)
}

/** Takes an event off every list, with the reason that who holds it is told; or puts it back. */
export async function setEventListed(
  tx: Tx,
  { actor, now }: Hand,
  { event: id, listed, reason }: { event: EventId; listed: boolean; reason: string },
): Promise<void> {
  const event = await lockEvent(tx, id)
  if ((event.unlisted_at === null) === listed) return
  if (listed) await requireSpeech(tx, event, now)
  const shown = listed && event.published_at !== null && event.cancelled_at === null && event.ends_at > now
  await db(tx)
    .updateTable('event')
    .set({ unlisted_at: listed ? null : now, unlist_reason: listed ? null : reason, listed: shown, changed_at: now })
    .where('id', '=', id)
    .execute()
  await tellHolders(tx, id, listed ? 'listed' : 'unlisted')
  await record(tx, { actor, now }, { action: listed ? 'list-again' : 'unlist', object: 'event', id, count: 0, reason })
}

/** Takes an event over that nobody holds any more. */
export async function takeOver(
  tx: Tx,
  { actor, now }: Hand,
  { event, person }: { event: EventId; person: PersonId },
): Promise<void> {
  await lockPeople(tx, [person])
  await lockComing(tx, event, now)
  if ((await holdersOf(tx, event)).length > 0) return
  await db(tx).insertInto('event_organiser').values({ event_id: event, person_id: person }).execute()
  await db(tx).updateTable('event').set({ orphaned_at: null }).where('id', '=', event).execute()
  await record(tx, { actor, now }, { action: 'take-over', object: 'event', id: event, count: 1 })
}

/** Calls an event off for those who hold it, with a reason that they and everybody who signed up are told. */
export async function callOff(
  tx: Tx,
  { actor, now }: Hand,
  { event, reason }: { event: EventId; reason: string },
): Promise<void> {
  await cancelEvent(tx, { event, reason, following: false }, now)
  await tellHolders(tx, event, 'called-off')
  await record(tx, { actor, now }, { action: 'cancel', object: 'event', id: event, count: 0, reason })
}

async function tellHolders(tx: Tx, event: EventId, kind: DecisionKind): Promise<void> {
  for (const to of await holdersOf(tx, event)) enqueue(tx, decisionMail, { event, kind, to })
}

/** Somebody complains. Complaints of an event that nobody has looked at yet are enough at a hundred. */
export async function reportEvent(tx: Tx, { event, words }: { event: EventId; words: string }, now: Date): Promise<void> {
  await lockEvent(tx, event)
  const open = await db(tx)
    .selectFrom('event_report')
    .select('words')
    .where('event_id', '=', event)
    .where('settled_at', 'is', null)
    .limit(100)
    .execute()
  if (open.length >= 100 || open.some((one) => one.words === words)) return
  await db(tx)
    .insertInto('event_report')
    .values({ id: newId(), event_id: event, words, reported_at: now, settled_at: null })
    .execute()
}

/** Notes that somebody in charge looked at what people complained about. */
export async function settleEventReports(tx: Tx, { actor, now }: Hand, event: EventId): Promise<void> {
  await db(tx)
    .updateTable('event_report')
    .set({ settled_at: now })
    .where('event_id', '=', event)
    .where('settled_at', 'is', null)
    .execute()
  await record(tx, { actor, now }, { action: 'settle', object: 'event', id: event, count: 0 })
}

/** What two persons decide together about an event: to lift the silence around a vote for it. */
export const WAIVER = 'silence'

/** Asks a second person to lift the silence around a vote for one event. */
export async function askWaiver(
  tx: Tx,
  hand: Hand,
  asking: { event: EventId; about: string; reason: string; path: string },
): Promise<void> {
  const { event, ...rest } = asking
  await lockEvent(tx, event)
  await askApproval(tx, hand, { kind: WAIVER, subject: event, ...rest })
}

/** Lifts it, with the second person's approval, once. Throws NotFound when nobody gave one. */
export async function waiveSilence(tx: Tx, { actor, now }: Hand, event: EventId): Promise<void> {
  await lockEvent(tx, event)
  await useApproval(tx, { actor, now }, { kind: WAIVER, subject: event })
  await db(tx).updateTable('event').set({ waived_at: now }).where('id', '=', event).execute()
  await record(tx, { actor, now }, { action: 'waive', object: 'event', id: event, count: 0 })
}

/** Decides whether a first event by somebody waits to be looked at, or is shown while those in charge are told. */
export async function setPolicy(tx: Tx, hand: Hand, firstWaits: boolean): Promise<void> {
  await db(tx).updateTable('event_policy').set({ first_waits: firstWaits }).where('id', '=', true).execute()
  await record(tx, hand, { action: 'edit', object: 'event-policy', count: 0 })
}
