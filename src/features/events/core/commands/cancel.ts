import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import { telling } from '../queues.ts'
import { db, type EventId } from '../tables.ts'
import { lockComing } from './lock.ts'
import { datesAfter } from './series.ts'

type Cancelling = {
  event: EventId
  reason: string | null
  /** Also the dates after this one. */
  following: boolean
}

/** Calls an event off, or it and the rest of its series, and tells everybody who signed up, once. */
export async function cancelEvent(tx: Tx, { event: id, reason, following }: Cancelling, now: Date): Promise<void> {
  const event = await lockComing(tx, id, now)
  // Those too that were changed by themselves: the hall is closed for all of them.
  const others = following ? await datesAfter(tx, event, { detached: true }) : []
  const cancelled = await db(tx)
    .updateTable('event')
    .set((q) => ({ cancelled_at: now, cancel_reason: reason, changed_at: now, listed: false, version: q('version', '+', 1) }))
    .where('id', 'in', [id, ...others.map((other) => other.id)])
    .returning(['id', 'version'])
    .execute()
  for (const one of cancelled) enqueue(tx, telling, { event: one.id, version: one.version })
}
