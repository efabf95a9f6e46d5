import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import type { PersonId } from '#people'
import {
  enter,
  type Entering,
  type GroupId,
  heldBy,
  letsHerselfIn,
  lockBoth,
  mayEnter,
  MOST_JOINED,
  roleOf,
} from '../../core/index.ts'
import { findRequest } from '../queries.ts'
import { db } from '../tables.ts'
import { countComing } from './passages.ts'
import { tellOne, tellOrganisers } from './telling.ts'

export type Joining = Entering & {
  /** What she says to the organisers when she has to ask. */
  words?: string | undefined
}

/** `in`: she is a member. `asked`: the organisers decide, or she waits for room. */
export type Joined = 'in' | 'asked'

/**
 * Lets somebody into a group, or leaves word that she asks. The row lock of the group makes its size true under a crowd; joining twice changes nothing.
 */
export async function joinGroup(tx: Tx, joining: Joining, now: Date): Promise<Joined> {
  const { group: id, person, how, words } = joining
  const group = await lockBoth(tx, person, id)
  if (await roleOf(tx, id, person)) return 'in'
  if ((await heldBy(tx, person)).joined >= MOST_JOINED) throw new Conflict('groups.join.enough')
  // Emptied by an erasure, and not closed yet: there is nobody to join.
  if (group.size === 0) throw new Conflict('groups.closed')
  if (letsHerselfIn(how) && !(await asksAlready(tx, id, person))) await countComing(tx, { group: id, person }, now)
  // An invitation, an organiser's own hand and a plan that founded the group let in; whoever was taken out asks, whatever she holds.
  const decided =
    (group.joining === 'approval' && !['invitation', 'paper', 'plan'].includes(how)) || (await wasRemoved(tx, id, person))
  if (decided || !mayEnter(group.size)) return ask(tx, { group: id, person, words }, now)
  await forgetRequest(tx, id, person)
  await enter(tx, joining, now)
  return 'in'
}

/** Takes in somebody who asked. Throws Conflict when there is no room, or when she no longer asks. */
export async function acceptRequest(tx: Tx, joining: Omit<Joining, 'how'>, now: Date): Promise<void> {
  const group = await lockBoth(tx, joining.person, joining.group)
  if (await roleOf(tx, joining.group, joining.person)) return void (await forgetRequest(tx, joining.group, joining.person))
  if (!mayEnter(group.size)) throw new Conflict('joining.join.full')
  if (!(await forgetRequest(tx, joining.group, joining.person))) throw new Conflict('joining.request.gone')
  if ((await heldBy(tx, joining.person)).joined >= MOST_JOINED) throw new Conflict('groups.join.enough')
  await enter(tx, { ...joining, how: 'request' }, now)
  tellOne(tx, joining.person, { kind: 'accepted', group: joining.group })
}

/** Does not let in somebody who asked. */
export async function refuseRequest(tx: Tx, group: GroupId, person: PersonId): Promise<void> {
  if (await forgetRequest(tx, group, person)) tellOne(tx, person, { kind: 'refused', group })
}

/** Takes back what somebody asked. */
export async function withdrawRequest(tx: Tx, group: GroupId, person: PersonId): Promise<void> {
  await forgetRequest(tx, group, person)
}

async function ask(
  tx: Tx,
  { group, person, words }: { group: GroupId; person: PersonId; words: string | undefined },
  now: Date,
): Promise<Joined> {
  const asked = await db(tx)
    .insertInto('join_request')
    .values({ group_id: group, person_id: person, words: words ?? null, asked_at: now })
    .onConflict((on) => on.doNothing())
    .returning('group_id')
    .executeTakeFirst()
  if (asked) await tellOrganisers(tx, { kind: 'asked', group, about: person })
  return 'asked'
}

async function forgetRequest(tx: Tx, group: GroupId, person: PersonId): Promise<boolean> {
  const gone = await db(tx)
    .deleteFrom('join_request')
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .returning('group_id')
    .executeTakeFirst()
  return gone !== undefined
}

/** She presses again: that is no second coming. */
async function asksAlready(tx: Tx, group: GroupId, person: PersonId): Promise<boolean> {
  return (await findRequest(tx, group, person)) !== undefined
}

async function wasRemoved(tx: Tx, group: GroupId, person: PersonId): Promise<boolean> {
  const row = await db(tx)
    .selectFrom('removal')
    .select('id')
    .where('group_id', '=', group)
    .where('person_id', '=', person)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets what was asked of groups that are closed: nobody is left to answer. */
export async function forgetClosed(tx: Tx): Promise<void> {
  await sql`delete from join_request r using local_group g where g.id = r.group_id and g.closed_at is not null`.execute(db(tx))
}
