import type { Tx } from '#platform/db/handle'
import { emit } from '#platform/jobs/queue'
import type { PersonId } from '#people'
import { memberJoined, memberLeft } from '../events.ts'
import { seesFrom } from '../rules.ts'
import { db, type GroupId, type How } from '../tables.ts'
import { closing, touchGroup } from './locks.ts'
import { type Agreed, writeSharing } from './sharing.ts'
import { tellOne, tellOrganisers } from './telling.ts'

export type Entering = { group: GroupId; person: PersonId; how: How; agreed: Agreed }

/** Puts somebody into a group that is held, as a member. Whether she may come in, who asks has looked. */
export async function enter(tx: Tx, { group, person, how, agreed }: Entering, now: Date): Promise<void> {
  await db(tx)
    .insertInto('membership')
    .values({ group_id: group, person_id: person, role: 'member', joined_at: now, how, sees_from: seesFrom(how, now) })
    .execute()
  await writeSharing(tx, { group, person, agreed }, now)
  await touchGroup(tx, group, now)
  // She said yes to a proposal, perhaps days ago: now there is a group.
  if (how === 'plan') tellOne(tx, person, { kind: 'born', group })
  if (how !== 'request') await tellOrganisers(tx, { kind: 'joined', group, about: person })
  emit(tx, memberJoined, { group, person })
}

/** An organiser's nod: from now on she sees the others. Somebody who does already, or is gone, is no error. */
export async function nod(tx: Tx, group: GroupId, person: PersonId): Promise<void> {
  await db(tx)
    .updateTable('membership')
    .set({ sees_from: null })
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .execute()
}

/** Takes somebody out of a group that is held. */
export async function takeOut(tx: Tx, group: GroupId, person: PersonId): Promise<void> {
  await db(tx).deleteFrom('membership').where('group_id', '=', group).where('person_id', '=', person).execute()
  emit(tx, memberLeft, { group })
}

/** Closes groups in which nobody is left, whoever they left by. */
export async function closeEmpty(tx: Tx, now: Date): Promise<void> {
  await db(tx).updateTable('local_group').set(closing(now)).where('size', '=', 0).where('closed_at', 'is', null).execute()
}
