import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import type { GroupId } from '../../core/index.ts'
import { db, type SplitId } from '../tables.ts'
import { splitEscalated } from '../queues.ts'
import { tellGroup } from './open.ts'

/** Reminds the organisers of a split that waits for them: once when the wishes are there, once near the end. */
export async function remind(
  tx: Tx,
  { id, group_id, reminders }: { id: SplitId; group_id: GroupId; reminders: number },
): Promise<void> {
  const reminded = await db(tx)
    .updateTable('split')
    .set({ reminders: reminders + 1 })
    .where('id', '=', id)
    .where('state', '=', 'open')
    // Two workers look at the same moment: one of them writes.
    .where('reminders', '=', reminders)
    .returning('id')
    .executeTakeFirst()
  if (reminded) await tellGroup(tx, { kind: reminders === 0 ? 'remind' : 'last', split: id, group: group_id }, 'organisers')
}

/** Notes that no proposal fits and time is over, and asks those in charge of the territory: once. */
export async function escalate(tx: Tx, split: SplitId, now: Date): Promise<void> {
  const escalated = await db(tx)
    .updateTable('split')
    .set({ escalated_at: now })
    .where('id', '=', split)
    .where('state', '=', 'open')
    .where('escalated_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (escalated) enqueue(tx, splitEscalated, { split })
}
