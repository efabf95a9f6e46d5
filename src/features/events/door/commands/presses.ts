import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import type { EventId } from '../../core/index.ts'
import { IS_EXPECTED } from '../queries/presence.ts'
import { getEvent } from '../queries/event.ts'
import { isDoorOpen, pressedAt } from '../rules.ts'
import { db } from '../tables.ts'

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
export async function notePresses(
  tx: Tx,
  { event, presses }: { event: EventId; presses: Press[] },
  now: Date,
): Promise<string[]> {
  const found = await getEvent(tx, event)
  if (!isDoorOpen(found, now)) throw new Conflict('door.closed')
  const rows = presses.map(({ at, undo = false, ...press }) => ({ ...press, undo, at: pressedAt(at, found, now).toISOString() }))
  const { rows: taken } = await sql<{ id: string }>`with pressed as (
      select * from jsonb_to_recordset(${jsonb(rows)})
        as p(id uuid, sign_up uuid, code text, walk_in uuid, seats smallint, undo boolean, at timestamptz)),
    known as (
      select p.id, coalesce(s.id, p.walk_in, p.id) as who, s.id as sign_up_id, coalesce(p.seats, s.seats, 1) as seats, p.undo, p.at
      from pressed p left join sign_up s on ${IS_EXPECTED} and s.event_id = ${event}::uuid and (s.id = p.sign_up or s.code = p.code)
      where (${NAMES_SOMEBODY} or ${WALKED_IN})
        and not exists (select from door_press other where other.id = p.id and other.event_id <> ${event}::uuid)),
    written as (insert into door_press (id, event_id, who, sign_up_id, seats, undo, at)
      select id, ${event}::uuid, who, sign_up_id, seats, undo, at from known on conflict (id) do nothing)
    select id from known`.execute(db(tx))
  return taken.map(({ id }) => id)
}

/** By one of the two ways, somebody who is expected at this event. */
const NAMES_SOMEBODY = sql`(p.sign_up is null or p.code is null) and s.id is not null`
/** Nobody is named: somebody just came; or it is taken back, and the press that let her in is no sign-up's. */
const WALKED_IN = sql`p.sign_up is null and p.code is null and p.undo = (p.walk_in is not null)
  and not exists (select from sign_up other where other.id = p.walk_in)`
