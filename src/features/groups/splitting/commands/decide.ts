import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { divideGroup, type Division, type GroupId, mailboxless } from '../../core/index.ts'
import { joinGroups } from '../../joining/index.ts'
import type { PersonId } from '#people'
import { enqueue } from '#platform/jobs/queue'
import { splitMembers, ties } from '../queries.ts'
import { splitMail } from '../queues.ts'
import { daysAfter, MOST_IN_ONE, UNDONE_WITHIN, whyNotDivided } from '../rules.ts'
import { type SplitId, db } from '../tables.ts'
import { openIfOver, tellGroup } from './open.ts'

export type Decision = Pick<Division, 'group' | 'stay' | 'move' | 'child'> & {
  /** null: nobody decided in time, and the best that fits the wishes is applied. */
  by: PersonId | null
  /** Whom staff found to lead a half, where nobody decided. */
  appointed?: PersonId[]
}

/**
 * Divides a group as decided, in one transaction. Two organisers who decide two things, or one on a page of before somebody left: the first wins, the
 * other gets a Conflict, since a division names exactly today's members.
 */
export async function decide(tx: Tx, { group, stay, move, child, by, appointed }: Decision, now: Date): Promise<GroupId> {
  const split = await db(tx)
    .selectFrom('split')
    .select('id')
    .where('group_id', '=', group)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (!split) throw new Conflict('splitting.over')
  const lead = await leadersFor(tx, { group, split: split.id, appointed }, [stay, move])
  const made = await divideGroup(tx, { group, stay, move, lead, child }, now)
  const closed = await db(tx)
    .updateTable('split')
    .set({ state: 'divided', child_id: made, decided_at: now, decided_by: by, automatic: by === null && !appointed })
    .where('id', '=', split.id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw new Conflict('splitting.over')
  for (const person of stay) enqueue(tx, splitMail, { kind: 'stayed', split: split.id, to: person })
  for (const person of move) enqueue(tx, splitMail, { kind: 'moved', split: split.id, to: person })
  return made
}

/** Who leads a half that no organiser goes to: those who said that they would. Throws Conflict when the division cannot be. */
async function leadersFor(
  tx: Tx,
  { group, split, appointed = [] }: { group: GroupId; split: SplitId; appointed: PersonId[] | undefined },
  halves: [PersonId[], PersonId[]],
): Promise<PersonId[]> {
  if ((await mailboxless(tx, appointed)).length > 0) throw new Conflict('groups.role.no-mailbox')
  const members = await splitMembers(tx, group, split)
  const organisers = new Set(members.filter(({ role }) => role === 'organiser').map(({ person_id }) => person_id))
  const willing = new Set([...members.filter(({ organises }) => organises).map(({ person_id }) => person_id), ...appointed])
  const lead = halves.flatMap((half) =>
    half.some((person) => organisers.has(person)) ? [] : half.filter((person) => willing.has(person)),
  )
  const pins = (await ties(tx, split))
    .filter(({ kind }) => kind === 'pin')
    .map(({ person_id, other_id }): [string, string] => [person_id, other_id])
  const [stay, move] = halves
  const reason = whyNotDivided({ stay, move, leaders: [...organisers, ...lead], pins })
  if (reason) throw new Conflict(reason)
  return lead
}

/**
 * One half asks to take a division back, or agrees to what the other asked: then everybody is in the first group again, whoever came since included.
 * Within 14 days.
 */
export async function undoDivision(
  tx: Tx,
  { group, split: id }: { group: GroupId; split: SplitId },
  now: Date,
): Promise<'asked' | 'undone'> {
  const split = await db(tx).selectFrom('split').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!split?.child_id || ![split.group_id, split.child_id].includes(group)) throw new NotFound('splitting.undo.gone')
  if (split.state !== 'divided' || daysAfter(split.decided_at!, UNDONE_WITHIN) < now) throw new Conflict('splitting.undo.late')
  if (split.undo_asked_in === null || split.undo_asked_in === group) {
    await db(tx).updateTable('split').set({ undo_asked_in: group }).where('id', '=', id).execute()
    const other = group === split.group_id ? split.child_id : split.group_id
    if (split.undo_asked_in === null) await tellGroup(tx, { kind: 'undo', split: id, group: other }, 'organisers')
    return 'asked'
  }
  await joinGroups(tx, { from: split.child_id, into: split.group_id, most: MOST_IN_ONE, kin: true }, now)
  // A split of the half that is gone has nothing left to divide.
  await db(tx)
    .updateTable('split')
    .set({ state: 'dropped' })
    .where('group_id', '=', split.child_id)
    .where('state', '=', 'open')
    .execute()
  await db(tx).updateTable('split').set({ state: 'undone' }).where('id', '=', id).execute()
  await tellGroup(tx, { kind: 'undone', split: id, group: split.group_id })
  await openIfOver(tx, split.group_id, now)
  return 'undone'
}
