import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, NotFound } from '#platform/errors'
import type { Picture } from '#platform/images'
import type { EventId } from '#events'
import { lockPeople, type PersonId } from '#people'
import { dropDeed, type Figures, noteDeed } from '#recipes'
import { canBeTold, isDoorOpen, MOST_PICTURES, pressedAt } from './rules.ts'
import { db } from './tables.ts'

/** A press at the door. `id` is made where it was pressed; who signed up is named by her sign-up or by the code of her ticket. */
export type Press = {
  id: string
  sign_up?: string | undefined
  code?: string | undefined
  seats?: number | undefined
  at: Date
}

/**
 * Notes who is there. What a phone sends again changes nothing; of two phones that press for one person the first time counts, whatever arrives first. Gives
 * the ids that were taken; the others name nobody who is expected here.
 */
export async function checkIn(tx: Tx, event: EventId, presses: Press[], now: Date): Promise<string[]> {
  const found = await getEvent(tx, event)
  if (!isDoorOpen(found, now)) throw new Conflict('door.closed')
  const rows = presses.map(({ id, sign_up, code, seats, at }) => ({
    id,
    sign_up: sign_up ?? null,
    code: code ?? null,
    seats: seats ?? null,
    at: pressedAt(at, found, now).toISOString(),
  }))
  const { rows: taken } = await sql<{ id: string }>`with pressed as (
      select p.id, s.id as sign_up_id, coalesce(p.seats, s.seats, 1) as seats, p.at,
        p.sign_up is null and p.code is null as walk_in
      from jsonb_to_recordset(${jsonb(rows)}) as p(id uuid, sign_up uuid, code text, seats smallint, at timestamptz)
      left join sign_up s on s.event_id = ${event}::uuid and s.state in ('coming', 'waiting') and (s.id = p.sign_up or s.code = p.code)
    ), known as (select * from pressed where walk_in or sign_up_id is not null),
    first as (select distinct on (coalesce(sign_up_id, id)) * from known order by coalesce(sign_up_id, id), at),
    written as (insert into check_in (id, event_id, sign_up_id, seats, at)
      select id, ${event}::uuid, sign_up_id, seats, at from first where sign_up_id is not null
      on conflict (sign_up_id) where sign_up_id is not null do update set at = least(check_in.at, excluded.at)),
    walked as (insert into check_in (id, event_id, sign_up_id, seats, at)
      select id, ${event}::uuid, null, seats, at from first where sign_up_id is null
      on conflict (id) do nothing)
    select id from known`.execute(db(tx))
  return taken.map(({ id }) => id)
}

/** Takes a press back that was a mistake. */
export async function undoCheckIn(tx: Tx, event: EventId, signUp: string): Promise<void> {
  await db(tx).deleteFrom('check_in').where('event_id', '=', event).where('sign_up_id', '=', signUp).execute()
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
