import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type GroupId, lockGroup, peopleOf } from '../../core/index.ts'
import type { PersonId } from '#people'
import { type SplitMailKind, splitMail } from '../queues.ts'
import { daysAfter, DECIDED_WITHIN, FEWEST_TO_SPLIT, WISHES_FOR } from '../rules.ts'
import { db, type SplitId } from '../tables.ts'

/** Opens the split of a group, by an organiser or, without `by`, by the thirteenth who came. Open already: nothing changes. */
export async function openSplit(tx: Tx, { group, by }: { group: GroupId; by: PersonId | null }, now: Date): Promise<void> {
  const { size } = await lockGroup(tx, group)
  if (size < FEWEST_TO_SPLIT) throw new Conflict('splitting.open.small')
  const opened = await db(tx)
    .insertInto('split')
    .values({
      id: newId(),
      group_id: group,
      opened_at: now,
      opened_by: by,
      wishes_until: daysAfter(now, WISHES_FOR),
      decide_until: daysAfter(now, DECIDED_WITHIN),
    })
    .onConflict((on) => on.column('group_id').where('state', '=', 'open').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (opened) await tellGroup(tx, { kind: 'opened', split: opened.id, group })
}

/** Opens the split of a group that is over twelve; for a job, which may come late. */
export async function openIfOver(tx: Tx, group: GroupId, now: Date): Promise<void> {
  const found = await db(tx).selectFrom('local_group').select('over_since').where('id', '=', group).executeTakeFirst()
  if (found?.over_since) await openSplit(tx, { group, by: null }, now)
}

/** Drops a split that the thirteenth opened, when the group is twelve again; and any of a group that is too small for it. */
export async function dropIfSmall(tx: Tx, group: GroupId): Promise<void> {
  const found = await db(tx).selectFrom('local_group').select(['over_since', 'size']).where('id', '=', group).executeTakeFirst()
  if (!found || found.over_since) return
  await db(tx)
    .updateTable('split')
    .set({ state: 'dropped' })
    .where('group_id', '=', group)
    .where('state', '=', 'open')
    .$if(found.size >= FEWEST_TO_SPLIT, (q) => q.where('opened_by', 'is', null))
    .execute()
}

/** Organisers who opened a split of their own accord drop it. A group over twelve cannot stay so. */
export async function dropSplit(tx: Tx, group: GroupId): Promise<void> {
  const { over_since } = await lockGroup(tx, group)
  if (over_since) throw new Conflict('splitting.drop.over')
  await db(tx).updateTable('split').set({ state: 'dropped' }).where('group_id', '=', group).where('state', '=', 'open').execute()
}

type Word = { kind: SplitMailKind; split: SplitId; group: GroupId }

/** Leaves a mail for each member of a group, or for its organisers alone. */
export async function tellGroup(tx: Tx, { kind, split, group }: Word, only?: 'organisers'): Promise<void> {
  for (const person of await peopleOf(tx, group, only)) enqueue(tx, splitMail, { kind, split, to: person })
}
