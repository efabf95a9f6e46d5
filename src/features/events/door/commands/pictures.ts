import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { Picture } from '#platform/images'
import type { EventId } from '../../core/index.ts'
import { MOST_PICTURES } from '../rules.ts'
import { db } from '../tables.ts'

type Shown = { event: EventId; picture: Picture; words: string }

/** Shows a picture of what happened. */
export async function addPicture(tx: Tx, { event, picture, words }: Shown, now: Date): Promise<void> {
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
