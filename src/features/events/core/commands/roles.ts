import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { telling } from '../queues.ts'
import { db, type EventId, type RoleId } from '../tables.ts'
import { lockComing, lockEvent } from './lock.ts'
import { promote } from './promote.ts'

export type NewRole = { name: string; starts_at: Date | null; ends_at: Date | null; capacity: number | null }

const MOST_ROLES = 20

/** Adds something that there is to do. */
export async function addRole(tx: Tx, event: EventId, role: NewRole): Promise<void> {
  await lockEvent(tx, event)
  const { n } = await db(tx)
    .selectFrom('event_role')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('event_id', '=', event)
    .executeTakeFirstOrThrow()
  if (n >= MOST_ROLES) throw new Conflict('events.roles.enough')
  await db(tx)
    .insertInto('event_role')
    .values({ id: newId(), event_id: event, ...role })
    .execute()
}

/** Changes something that there is to do. Who took it keeps it: it cannot hold fewer than did. */
export async function changeRole(
  tx: Tx,
  { event, role: id, change }: { event: EventId; role: RoleId; change: NewRole },
  now: Date,
): Promise<void> {
  await lockComing(tx, event, now)
  const found = await db(tx)
    .selectFrom('event_role')
    .select(['taken', 'starts_at', 'ends_at'])
    .where('id', '=', id)
    .where('event_id', '=', event)
    .executeTakeFirst()
  if (!found) throw new NotFound('events.roles.gone')
  if (change.capacity !== null && change.capacity < found.taken) throw new Invalid({ capacity: 'events.roles.taken' })
  await db(tx).updateTable('event_role').set(change).where('id', '=', id).execute()
  const same = (name: 'starts_at' | 'ends_at') => found[name]?.getTime() === change[name]?.getTime()
  if (!same('starts_at') || !same('ends_at')) await tellOfHours(tx, { event, role: id }, now)
  await promote(tx, event, now)
}

/** A new version of an event that those alone are told of who come for a role, and of whose hours they are reminded anew. */
async function tellOfHours(tx: Tx, { event, role }: { event: EventId; role: RoleId }, now: Date): Promise<void> {
  const { version } = await db(tx)
    .updateTable('event')
    .set((q) => ({ version: q('version', '+', 1), changed_at: now }))
    .where('id', '=', event)
    .returning('version')
    .executeTakeFirstOrThrow()
  await db(tx)
    .updateTable('sign_up')
    .set((q) => ({
      // Who was not told of an earlier change yet is told of this one.
      told: q
        .case()
        .when(q.or([q('role_id', '=', role), q('told', '<', version - 1)]))
        .then(q.ref('told'))
        .else(version)
        .end(),
      day_told_at: q.case().when('role_id', '=', role).then(null).else(q.ref('day_told_at')).end(),
      hours_told_at: q.case().when('role_id', '=', role).then(null).else(q.ref('hours_told_at')).end(),
    }))
    .where('event_id', '=', event)
    .execute()
  enqueue(tx, telling, { event, version })
}

/** Takes a role away that nobody signed up for. */
export async function removeRole(tx: Tx, event: EventId, role: RoleId): Promise<void> {
  await lockEvent(tx, event)
  const used = await db(tx)
    .selectFrom('sign_up')
    .select('id')
    .where('event_id', '=', event)
    .where('role_id', '=', role)
    .where('state', '!=', 'left')
    .limit(1)
    .executeTakeFirst()
  if (used) throw new Conflict('events.roles.used')
  await db(tx).updateTable('sign_up').set({ role_id: null }).where('role_id', '=', role).where('event_id', '=', event).execute()
  await db(tx).deleteFrom('event_role').where('id', '=', role).where('event_id', '=', event).execute()
}
