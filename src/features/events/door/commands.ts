import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, NotFound } from '#platform/errors'
import type { Picture } from '#platform/images'
import { enqueue } from '#platform/jobs/queue'
import { lockPeople, type PersonId } from '#people'
import { dropDeed, type Figures, noteDeed } from '#recipes'
import { type EventId, holdersOf } from '../core/index.ts'
import { askedMail } from './queues.ts'
import { canBeTold, isDoorOpen, MOST_PICTURES, pressedAt } from './rules.ts'
import { db } from './tables.ts'

/**
 * A press at the door. `id` is made where it was pressed. Who signed up is named by her sign-up or by the code of her ticket; who just came by nothing, or,
 * to take that back, by the press that let her in (`walk_in`).
 */
export type Press = {
  id: string
  sign_up?: string | undefined
  code?: string | undefined
  walk_in?: string | undefined
  seats?: number | undefined
  undo?: boolean | undefined
  at: Date
}

/**
 * Notes who is there, or that it was a mistake. Presses are only ever added: what a phone sends again changes nothing, and whatever arrives first, of two
 * phones the first time counts, and the last word. Gives the ids that were taken; the others name nobody who is expected here.
 */
export async function notePresses(tx: Tx, event: EventId, presses: Press[], now: Date): Promise<string[]> {
  const found = await getEvent(tx, event)
  if (!isDoorOpen(found, now)) throw new Conflict('door.closed')
  const rows = presses.map(({ at, undo = false, ...press }) => ({ ...press, undo, at: pressedAt(at, found, now).toISOString() }))
  const { rows: taken } = await sql<{ id: string }>`with known as (
      select p.id, coalesce(s.id, p.walk_in, p.id) as who, s.id as sign_up_id, coalesce(p.seats, s.seats, 1) as seats, p.undo, p.at
      from jsonb_to_recordset(${jsonb(rows)}) as p(id uuid, sign_up uuid, code text, walk_in uuid, seats smallint, undo boolean, at timestamptz)
      left join sign_up s on s.event_id = ${event}::uuid and s.state in ('coming', 'waiting') and (s.id = p.sign_up or s.code = p.code)
      where (p.sign_up is null or p.code is null)
        and (s.id is not null or p.sign_up is null and p.code is null and p.undo = (p.walk_in is not null)
          and not exists (select from sign_up other where other.id = p.walk_in))
        and not exists (select from door_press other where other.id = p.id and other.event_id <> ${event}::uuid)),
    written as (insert into door_press (id, event_id, who, sign_up_id, seats, undo, at)
      select id, ${event}::uuid, who, sign_up_id, seats, undo, at from known on conflict (id) do nothing)
    select id from known`.execute(db(tx))
  return taken.map(({ id }) => id)
}

export type Telling = {
  event: EventId
  by: PersonId
  present: number
  figures: Figures
  words: string | null
  next_step: string | null
}

/** Tells what came of an event, or corrects it. It counts as a deed of the event's recipe, once. */
export async function tellOutcome(tx: Tx, { event, by, ...told }: Telling, now: Date): Promise<void> {
  await lockPeople(tx, [by])
  const found = await getEvent(tx, event)
  if (!canBeTold(found, now)) throw new Conflict('door.outcome.early')
  const row = { ...told, figures: jsonb(told.figures), told_by: by }
  await db(tx)
    .insertInto('outcome')
    .values({ event_id: event, ...row, told_at: now })
    .onConflict((on) => on.column('event_id').doUpdateSet(row))
    .execute()
  if (!found.recipe_id || told.present === 0) return dropDeed(tx, event)
  const deed = {
    recipe: found.recipe_id,
    person: null,
    people: told.present,
    department: found.department_id,
    figures: told.figures,
  }
  await noteDeed(tx, { ...deed, id: event }, found.starts_at)
}

/** Hours after the end of an event at which who held it is asked what came of it, and after which it is too late to ask. */
const ASKED = { from: 1, to: 48 }
const HOUR = 3_600_000

/** Asks those who held what is over, and of which nobody told yet, once each. Gives how many events. */
export async function askForOutcomes(tx: Tx, now: Date, limit: number): Promise<number> {
  const [from, to] = [new Date(now.getTime() - ASKED.to * HOUR), new Date(now.getTime() - ASKED.from * HOUR)]
  const { rows } = await sql<{ event_id: EventId }>`insert into outcome_asked (event_id, asked_at)
    select e.id, ${now}::timestamptz from event e
    where e.ends_at > ${from}::timestamptz and e.ends_at <= ${to}::timestamptz and e.published_at is not null and e.unlisted_at is null
      and e.cancelled_at is null and not exists (select from outcome o where o.event_id = e.id)
      and not exists (select from outcome_asked a where a.event_id = e.id)
    order by e.ends_at limit ${limit} on conflict do nothing returning event_id`.execute(db(tx))
  for (const { event_id } of rows) for (const to of await holdersOf(tx, event_id)) enqueue(tx, askedMail, { event: event_id, to })
  return rows.length
}

/** Shows a picture of what happened. */
export async function addPicture(
  tx: Tx,
  event: EventId,
  { picture, words }: { picture: Picture; words: string },
  now: Date,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`outcome ${event}`}, 0))`.execute(db(tx))
  const { n } = await db(tx)
    .selectFrom('outcome_picture')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('event_id', '=', event)
    .executeTakeFirstOrThrow()
  if (n >= MOST_PICTURES) throw new Conflict('door.pictures.enough')
  await db(tx)
    .insertInto('outcome_picture')
    .values({ id: newId(), event_id: event, ...picture, words, shown_at: now })
    .execute()
}

export async function removePicture(tx: Tx, event: EventId, id: string): Promise<void> {
  await db(tx).deleteFrom('outcome_picture').where('event_id', '=', event).where('id', '=', id).execute()
}

async function getEvent(tx: Tx, id: EventId) {
  const event = await db(tx)
    .selectFrom('event')
    .select(['starts_at', 'ends_at', 'cancelled_at', 'recipe_id', 'department_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!event) throw new NotFound('door.gone')
  return event
}
