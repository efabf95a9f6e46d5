import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { type GroupId, lockGroup, roleOf, touchGroup } from '../core/index.ts'
import { lockPeople, type PersonId } from '#people'
import { MOST_OPEN, type Ticked } from './rules.ts'
import { db, type TaskId } from './tables.ts'

export type NewTask = { group: GroupId; by: PersonId; words: string; due_on: string | null }

/** Puts something to do before a group. */
export async function addTask(tx: Tx, { group, by, words, due_on }: NewTask, now: Date): Promise<TaskId> {
  await lockPeople(tx, [by])
  await lockGroup(tx, group)
  if (!(await roleOf(tx, group, by))) throw new NotFound('desk.tasks.gone')
  if ((await countOpen(tx, group)) >= MOST_OPEN) throw new Conflict('desk.tasks.enough')
  const id = newId()
  await db(tx).insertInto('group_task').values({ id, group_id: group, words, due_on, made_by: by, made_at: now }).execute()
  await touchGroup(tx, group, now)
  return id
}

type Handling = { group: GroupId; task: TaskId; person: PersonId }

/** A member says that she does it. Conflict when another was faster. */
export async function takeTask(tx: Tx, { group, task, person }: Handling): Promise<void> {
  await lockPeople(tx, [person])
  if (!(await roleOf(tx, group, person))) throw new NotFound('desk.tasks.gone')
  const taken = await open(tx, group, task)
    .set({ taken_by: person })
    // Free, her own, or of somebody who is no longer in the group.
    .where((q) =>
      q.or([
        q('taken_by', 'is', null),
        q('taken_by', '=', person),
        sql<boolean>`not exists (select from membership m where m.person_id = group_task.taken_by and m.group_id = group_task.group_id)`,
      ]),
    )
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) throw new Conflict('desk.tasks.taken')
}

/** She gives it back: somebody else may do it. */
export async function leaveTask(tx: Tx, { group, task, person }: Handling): Promise<void> {
  await open(tx, group, task).set({ taken_by: null }).where('taken_by', '=', person).execute()
}

/** It is done, by whoever of the group says so. */
export async function finishTask(tx: Tx, { group, task }: { group: GroupId; task: TaskId }, now: Date): Promise<void> {
  await lockGroup(tx, group)
  const done = await open(tx, group, task).set({ done_at: now }).executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw new Conflict('desk.tasks.gone')
  await touchGroup(tx, group, now)
}

/** Takes a task off the list: who made it, or an organiser. */
export async function removeTask(tx: Tx, { group, task, person, organiser }: Handling & { organiser: boolean }): Promise<void> {
  const gone = await db(tx)
    .deleteFrom('group_task')
    .where('id', '=', task)
    .where('group_id', '=', group)
    .where('done_at', 'is', null)
    .$if(!organiser, (q) => q.where('made_by', '=', person))
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw new NotFound('desk.tasks.gone')
}

/** Ticks a first step off, or takes the tick back. */
export async function tickStep(
  tx: Tx,
  { group, step, done }: { group: GroupId; step: Ticked; done: boolean },
  now: Date,
): Promise<void> {
  const steps = db(tx)
  if (done)
    await steps
      .insertInto('first_step')
      .values({ group_id: group, step, done_at: now })
      .onConflict((on) => on.doNothing())
      .execute()
  else await steps.deleteFrom('first_step').where('group_id', '=', group).where('step', '=', step).execute()
}

const open = (tx: Tx, group: GroupId, task: TaskId) =>
  db(tx).updateTable('group_task').where('id', '=', task).where('group_id', '=', group).where('done_at', 'is', null)

async function countOpen(tx: Tx, group: GroupId): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('group_task')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('group_id', '=', group)
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

/** Takes what a group had before it along into the one that it came into. */
export async function moveTasks(tx: Tx, { from, into }: { from: GroupId; into: GroupId }): Promise<void> {
  await db(tx)
    .updateTable('group_task')
    .set({ group_id: into })
    .where('group_id', '=', from)
    .where('done_at', 'is', null)
    .execute()
}
