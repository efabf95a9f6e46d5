import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { Conflict, Invalid } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { telling } from '../queues.ts'
import { changedAlong, type EventDetails, fits, isAnother, isNews, type Said } from '../rules/changing.ts'
import { shiftOf, type Span } from '../rules/spans.ts'
import { db, type EventId, type EventRow } from '../tables.ts'
import { readAgain } from './hold.ts'
import { lockComing } from './lock.ts'
import { promote } from './promote.ts'
import { datesAfter } from './series.ts'
import { requireTime } from './silence.ts'

type Change = {
  event: EventId
  details: EventDetails
  span: Span
  /** Also the dates after this one that nobody changed by itself. */
  following: boolean
}

/** Changes an event, or it and the rest of its series. Who signed up is told once of another time or place; more places go to who waits. */
export async function changeEvent(tx: Tx, { event: id, details, span, following }: Change, now: Date): Promise<void> {
  const before = await lockComing(tx, id, now)
  const others = following ? await datesAfter(tx, before, { detached: false }) : []
  const after = { ...details, ...span }
  const detached = before.detached || (before.series_id !== null && !following)
  await changeOne(tx, { before, after: { ...after, detached } }, now)
  for (const other of others) await changeOne(tx, { before: other, after: changedAlong(other, before, after) }, now)
  await readAgain(tx, before, now)
}

type Step = { before: EventRow; after: Said & { detached?: boolean } }

async function changeOne(tx: Tx, { before, after }: Step, now: Date): Promise<void> {
  // Words can be mended whenever. What it is, when and where, is looked at anew.
  const another = isAnother(before, after)
  if (another) await requireTime(tx, after, now)
  if (after.capacity !== null && after.capacity < before.taken)
    throw new Conflict('events.form.capacity-taken', { taken: before.taken })
  const news = isNews(before, after)
  const { version } = await db(tx)
    .updateTable('event')
    .set((q) => ({
      ...after,
      changed_at: now,
      ...(another ? { waived_at: null } : {}),
      ...(news ? { version: q('version', '+', 1) } : {}),
    }))
    .where('id', '=', before.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  // It stands where no silence is: that was looked at before.
  if (another) await db(tx).deleteFrom('event_silenced').where('event_id', '=', before.id).execute()
  if (news) await moveShifts(tx, before, after)
  if (news) enqueue(tx, telling, { event: before.id, version })
  await promote(tx, before.id, now)
}

/** Shifts move with their event; within another length of it they stay at their hours. Whoever was reminded of another hour is reminded anew. */
async function moveShifts(tx: Tx, before: EventRow, after: Span): Promise<void> {
  if (before.starts_at.getTime() !== after.starts_at.getTime()) {
    const by = sql`${shiftOf(before, after)}::float8 * interval '1 millisecond'`
    await sql`update event_role set starts_at = starts_at + ${by}, ends_at = ends_at + ${by}
      where event_id = ${before.id}::uuid and starts_at is not null`.execute(db(tx))
    const notTold = { day_told_at: null, hours_told_at: null }
    await db(tx).updateTable('sign_up').set(notTold).where('event_id', '=', before.id).execute()
  }
  const shifts = await db(tx)
    .selectFrom('event_role')
    .select(['starts_at', 'ends_at'])
    .where('event_id', '=', before.id)
    .where('starts_at', 'is not', null)
    .where('ends_at', 'is not', null)
    .$narrowType<Span>()
    .execute()
  if (!shifts.every((shift) => fits(shift, { before, after }))) throw new Invalid({ ends_hour: 'events.roles.outside' })
}

/** Notes since when an event shows a picture; null: none. */
export async function setEventPicture(tx: Tx, { event, at }: { event: EventId; at: Date | null }, now: Date): Promise<void> {
  await db(tx).updateTable('event').set({ picture_at: at, changed_at: now }).where('id', '=', event).execute()
}
