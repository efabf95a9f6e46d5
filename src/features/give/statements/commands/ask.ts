import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { linesKept } from '../queues.ts'
import { WAITING } from '../../reconciling/index.ts'
import { db } from '../tables.ts'
import type { Deciding } from './decide.ts'

/** A line that waits is matched anew: the provider may say by now what it sent. */
export async function askAgain(tx: Tx, { hand, recipient, line }: Deciding): Promise<void> {
  const changed = await db(tx)
    .updateTable('bank_line')
    .set({ state: 'new' })
    .where('id', '=', line)
    .where('recipient_id', '=', recipient.id)
    .where('state', 'in', WAITING)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('statements.moved-on')
  enqueue(tx, linesKept, { recipient: recipient.id, by: hand.actor.account })
}
