import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Denied } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type GroupId, roleOf } from '#groups'
import { lockPeople, type PersonId } from '#people'
import { policyOf } from '../queries.ts'
import { firstEvent } from '../queues.ts'
import { db, type EventId, type EventRow } from '../tables.ts'
import type { EventDetails } from '../rules/changing.ts'
import type { Span } from '../rules/spans.ts'
import { requireTime } from './silence.ts'

/** Dates to come that one person may have announced: before the first took place, and later. */
const MOST_AT_FIRST = 30
const MOST_COMING = 200

type Holding = { person: PersonId; group: GroupId | null; details: EventDetails; spans: Span[] }

/**
 * Announces an event, or a series of dates. A first one by somebody waits for those in charge of the territory, or is shown and they are told: as the
 * movement's policy says. Gives the first date; pressed twice, it is made once. Throws Conflict in the silence around a vote.
 */
export async function holdEvent(tx: Tx, { person, group, details, spans }: Holding, now: Date): Promise<EventId> {
  await lockPeople(tx, [person])
  const same = await alreadyHeld(tx, { person, title: details.title, starts_at: spans[0]!.starts_at })
  if (same) return same
  if (group && (await roleOf(tx, group, person)) !== 'organiser') throw new Denied('groups.organisers-only')
  for (const span of spans) await requireTime(tx, { ...details, ...span }, now)
  const coming = await countComing(tx, person, now)
  const isFirst = !(await hasHeld(tx, person, now))
  if (coming + spans.length > (isFirst ? MOST_AT_FIRST : MOST_COMING)) throw new Conflict('events.new.enough')
  const published_at = isFirst && (await policyOf(tx)).first_waits ? null : now
  const series_id = spans.length > 1 ? newId() : null
  if (series_id) await db(tx).insertInto('event_series').values({ id: series_id, created_at: now }).execute()
  const made = { created_by: person, created_at: now, changed_at: now, published_at, listed: published_at !== null }
  const rows = spans.map((span) => ({ id: newId(), ...details, ...span, series_id, ...made }))
  await db(tx).insertInto('event').values(rows).execute()
  const ids = rows.map(({ id }) => id)
  await db(tx)
    .insertInto('event_organiser')
    .values(ids.map((event_id) => ({ event_id, person_id: person })))
    .execute()
  if (group)
    await db(tx)
      .insertInto('event_host')
      .values(ids.map((event_id) => ({ event_id, group_id: group, asked_at: now, accepted_at: now })))
      .execute()
  // Told of once, however many she announces before the first took place; each that waits is told of.
  if (isFirst && (coming === 0 || !published_at)) enqueue(tx, firstEvent, { event: ids[0]! })
  return ids[0]!
}

/** Where a first event waits to be looked at, it waits again when its holder changes it. */
export async function readAgain(tx: Tx, { id, created_by, published_at }: EventRow, now: Date): Promise<void> {
  if (!published_at || !created_by || !(await policyOf(tx)).first_waits || (await hasHeld(tx, created_by, now))) return
  await db(tx).updateTable('event').set({ published_at: null, listed: false }).where('id', '=', id).execute()
  enqueue(tx, firstEvent, { event: id })
}

async function alreadyHeld(
  tx: Tx,
  { person, title, starts_at }: { person: PersonId; title: string; starts_at: Date },
): Promise<EventId | undefined> {
  const row = await db(tx)
    .selectFrom('event')
    .select('id')
    .where('created_by', '=', person)
    .where('starts_at', '=', starts_at)
    .where('title', '=', title)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

async function countComing(tx: Tx, person: PersonId, now: Date): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('event')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('created_by', '=', person)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .executeTakeFirstOrThrow()
  return n
}

/** Whether somebody held an event before: one that took place, and that nobody took off the list. */
async function hasHeld(tx: Tx, person: PersonId, now: Date): Promise<boolean> {
  const row = await db(tx)
    .selectFrom('event')
    .select('id')
    .where('created_by', '=', person)
    .where('published_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('unlisted_at', 'is', null)
    .where('starts_at', '<', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
