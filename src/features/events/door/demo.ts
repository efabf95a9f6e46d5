import { sql } from 'kysely'
import type { App } from '#platform/app'
import { recordOf } from '#platform/named'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { seededRandom } from '#platform/text/random'
import { typeOf } from '../core/index.ts'
import { db } from './tables.ts'

const CHUNK = 200
const WORDS = [
  'Bonne ambiance, deux nouvelles personnes sont restées jusqu’au bout.',
  'Il a plu, on a tenu sous la halle. Les gens s’arrêtent quand même.',
  'On manquait de badges ; tout le reste a suivi.',
  null,
]
const NEXT = ['On recommence samedi en huit.', 'Rendez-vous à la réunion du groupe.', null]

/** What came of the events of the demo that were: who was there, and figures. There already: nothing changes. */
export async function loadDemoOutcomes({ database: { read, transact }, now }: App): Promise<void> {
  if (await db(read).selectFrom('outcome').select('event_id').limit(1).executeTakeFirst()) return
  const random = seededRandom(1905)
  const events = await db(read)
    .selectFrom('event')
    .select(['id', 'type', 'starts_at', 'ends_at', 'taken'])
    .where('ends_at', '<', now())
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .execute()
  const pick = <V>(values: readonly V[]): V => values[Math.floor(random() * values.length)]!
  const told = events
    .filter(() => random() < 0.8)
    .map(({ id, type, ends_at, taken }) => ({
      event_id: id,
      present: taken + Math.floor(random() * 6),
      figures: recordOf(typeOf(type).counts, () => Math.ceil(random() * 80)),
      words: pick(WORDS),
      next_step: pick(NEXT),
      told_at: new Date(ends_at.getTime() + 3_600_000),
    }))
  for (let at = 0; at < told.length; at += CHUNK) {
    const some = told.slice(at, at + CHUNK)
    const presses = some.map(({ event_id, told_at }) => ({ id: newId(), event_id, at: told_at }))
    await transact(async (tx) => {
      await sql`insert into outcome (event_id, present, figures, words, next_step, told_at)
        select * from jsonb_to_recordset(${jsonb(some)}) as o(event_id uuid, present integer, figures jsonb, words text, next_step text, told_at timestamptz)`.execute(
        db(tx),
      )
      await sql`insert into door_press (id, event_id, who, sign_up_id, seats, undo, at)
        select gen_random_uuid(), s.event_id, s.id, s.id, s.seats, false, e.starts_at from jsonb_to_recordset(${jsonb(presses)}) as p(event_id uuid)
        join event e on e.id = p.event_id join sign_up s on s.event_id = e.id and s.state = 'coming'`.execute(db(tx))
    })
  }
}
