import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { lockPeople, type PersonId } from '#people'
import { findMembership, mailboxless } from '../queries/group.ts'
import { MOST_LED, seesMembers } from '../rules.ts'
import { db, type GroupId, type Role } from '../tables.ts'
import { heldBy, lockBoth, roleIn } from './locks.ts'
import { tellMembers, tellOne } from './telling.ts'

/** Makes a member an organiser, or an organiser a member: not the last one. */
export async function setRole(
  tx: Tx,
  { group: id, person, role }: { group: GroupId; person: PersonId; role: Role },
): Promise<void> {
  const group = await lockBoth(tx, person, id)
  if ((await roleIn(tx, id, person)) === role) return
  if (role === 'member' && group.organisers === 1) throw new Conflict('groups.leave.hand-over')
  if (role === 'organiser') await requireLeader(tx, person)
  await db(tx).updateTable('membership').set({ role }).where('group_id', '=', id).where('person_id', '=', person).execute()
  if (role === 'organiser') tellOne(tx, person, { kind: 'leads', group: id, at: newId() })
}

/** Takes over a group that has no organiser; not a newcomer. The first to press is the one; she may name others at once. */
export async function takeOver(tx: Tx, { group: id, person }: { group: GroupId; person: PersonId }, now: Date): Promise<void> {
  const group = await lockBoth(tx, person, id)
  const mine = await findMembership(tx, id, person)
  if (!mine) throw new NotFound('groups.member.gone')
  // Else whoever looks for groups that lost their organiser would read them all.
  if (!seesMembers(mine, now)) throw new Conflict('groups.newcomer.lead')
  if (!group.vacant_since) throw new Conflict('groups.take-over.late')
  if ((await heldBy(tx, person)).led >= MOST_LED) throw new Conflict('groups.role.enough')
  await db(tx)
    .updateTable('membership')
    .set({ role: 'organiser' })
    .where('group_id', '=', id)
    .where('person_id', '=', person)
    .execute()
}

/** Asks the members of groups that lost their organiser by an erasure who takes over: once for each time. */
export async function tellVacant(tx: Tx): Promise<void> {
  const vacant = await db(tx)
    .updateTable('local_group')
    .set((q) => ({ vacancy_told: q.ref('vacant_since') }))
    .where(sql<boolean>`vacant_since is not null and vacancy_told is distinct from vacant_since`)
    .returning('id')
    .execute()
  for (const { id } of vacant) await tellMembers(tx, { kind: 'vacant', group: id })
}

/** An organiser hands a group over to a member, and becomes one herself: both or neither. */
export async function handOver(tx: Tx, { group, from, to }: { group: GroupId; from: PersonId; to: PersonId }): Promise<void> {
  if (from === to) throw new Conflict('groups.role.same')
  await lockPeople(tx, [from, to])
  if ((await roleIn(tx, group, from)) !== 'organiser') throw new Conflict('groups.role.over')
  await setRole(tx, { group, person: to, role: 'organiser' })
  await setRole(tx, { group, person: from, role: 'member' })
}

/** Throws Conflict when somebody cannot lead one more group: she leads enough, or no mail reaches her, so that she could not sign in. */
async function requireLeader(tx: Tx, person: PersonId): Promise<void> {
  if ((await heldBy(tx, person)).led >= MOST_LED) throw new Conflict('groups.role.enough')
  if ((await mailboxless(tx, [person])).length > 0) throw new Conflict('groups.role.no-mailbox')
}
