import type { Tx } from '#platform/db/handle'
import { db, type EventRow } from '../tables.ts'

/** The dates of its series after one, held; those that were changed by themselves only where `detached` ones are meant too. */
export async function datesAfter(
  tx: Tx,
  { id, series_id, starts_at }: EventRow,
  { detached }: { detached: boolean },
): Promise<EventRow[]> {
  if (!series_id) return []
  return db(tx)
    .selectFrom('event')
    .selectAll()
    .where('series_id', '=', series_id)
    .where('id', '!=', id)
    .where('starts_at', '>', starts_at)
    .$if(!detached, (q) => q.where('detached', '=', false))
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}
