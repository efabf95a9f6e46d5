import type { Tx } from '#platform/db/handle'
import { emit, enqueue } from '#platform/jobs/queue'
import { placeTaken, signUpMail } from '../queues.ts'
import { silenceOver } from './silence.ts'
import { promotes } from '../rules/life.ts'
import { freeOf, type Room, seat } from '../seating.ts'
import { db, type EventId } from '../tables.ts'

/** Sign-ups of a list that are looked at: who is farther back waits until those before her moved. */
const LOOKED_AT = 500
const MOST_SEATS = 10
const NO_ROLE = '00000000-0000-0000-0000-000000000000'

/** Gives places that are free to those who wait, in the order of asking, and tells them. The event is held. */
export async function promote(tx: Tx, event: EventId, now: Date): Promise<void> {
  const row = await db(tx).selectFrom('event').selectAll().where('id', '=', event).executeTakeFirstOrThrow()
  if (row.waiting === 0 || !promotes(row, now) || freeOf(row) === 0) return
  // What may not take place takes nobody in: the list stays as it is until the silence is lifted, or the event moved.
  if (await silenceOver(tx, row)) return
  const room = await roomOf(tx, row)
  // Who could not fit would hide those behind her.
  const roomy = [NO_ROLE, ...[...room.roles].filter(([, free]) => free > 0).map(([role]) => role)]
  const waiting = await db(tx)
    .selectFrom('sign_up')
    .select(['id', 'seats', 'role_id', 'person_id'])
    .where('event_id', '=', event)
    .where('state', '=', 'waiting')
    .where('seats', '<=', Math.min(freeOf(row), MOST_SEATS))
    .where((w) => w.or([w('role_id', 'is', null), w('role_id', 'in', roomy)]))
    .orderBy('asked_at')
    .orderBy('id')
    .limit(LOOKED_AT)
    .execute()
  const placed = seat(room, waiting)
  const promoted = waiting.filter((_, n) => placed[n])
  if (promoted.length === 0) return
  await db(tx)
    .updateTable('sign_up')
    .set({ state: 'coming' })
    .where(
      'id',
      'in',
      promoted.map(({ id }) => id),
    )
    .execute()
  for (const { id, person_id } of promoted) {
    enqueue(tx, signUpMail, { kind: 'promoted', sign_up: id })
    if (person_id) emit(tx, placeTaken, { event, person: person_id })
  }
}

/** Places left of an event that is held, and of its roles. */
async function roomOf(tx: Tx, event: { id: EventId; capacity: number | null; taken: number }): Promise<Room> {
  const roles = await db(tx)
    .selectFrom('event_role')
    .select(['id', 'capacity', 'taken'])
    .where('event_id', '=', event.id)
    .execute()
  return { free: freeOf(event), roles: new Map(roles.map((role) => [role.id, freeOf(role)])) }
}
