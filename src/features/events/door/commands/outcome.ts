import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { lockPeople, type PersonId } from '#people'
import { dropDeed, type Figures, noteDeed } from '#recipes'
import { type EventId, holdersOf } from '../../core/index.ts'
import { getEvent } from '../queries/event.ts'
import { askedMail } from '../queues.ts'
import { canBeTold } from '../rules.ts'
import { db } from '../tables.ts'

type Telling = {
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
