import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { PersonId } from '#people'
import { closeEmpty, type GroupId, lockBoth, mustHandOver, roleIn, takeOut } from '../../core/index.ts'
import { tellOne } from './telling.ts'
import { db } from '../tables.ts'
import { forgetClosed } from './join.ts'
import { noteLeaving } from './passages.ts'

/** Leaves a group. The last organiser hands over first, while others are there; the last of all closes it behind her. */
export async function leaveGroup(tx: Tx, { group: id, person }: { group: GroupId; person: PersonId }, now: Date): Promise<void> {
  const group = await lockBoth(tx, person, id)
  const role = await roleIn(tx, id, person)
  if (mustHandOver(group, role)) throw new Conflict('groups.leave.hand-over')
  await takeOut(tx, id, person)
  await noteLeaving(tx, { group: id, person }, now)
  if (group.size > 1) return
  await closeEmpty(tx, now)
  await forgetClosed(tx)
}

/** Takes a member out of a group, for a reason that she is told. Organisers are not taken out by each other: they step down, or staff decide. */
export async function removeMember(
  tx: Tx,
  { group, person, reason }: { group: GroupId; person: PersonId; reason: string },
  now: Date,
): Promise<void> {
  await lockBoth(tx, person, group)
  if ((await roleIn(tx, group, person)) === 'organiser') throw new Conflict('joining.remove.organiser')
  await takeOut(tx, group, person)
  const removal = newId()
  await db(tx).insertInto('removal').values({ id: removal, group_id: group, person_id: person, reason, at: now }).execute()
  tellOne(tx, person, { kind: 'removed', group, about: removal })
}
