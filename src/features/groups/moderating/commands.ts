import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { Actor } from '#platform/auth/actor'
import { record } from '#staff'
import { type GroupId, setListed, vouchFor } from '../core/index.ts'
import { db } from './tables.ts'

/** Reports of one group that wait at the same time: past them another says nothing new. */
const MOST_REPORTS = 20

/** Leaves word that something a group shows is not right. */
export async function reportGroup(tx: Tx, { group, words }: { group: GroupId; words: string }, now: Date): Promise<void> {
  const open = await db(tx)
    .selectFrom('group_report')
    .select('id')
    .where('group_id', '=', group)
    .where('settled_at', 'is', null)
    .execute()
  if (open.length >= MOST_REPORTS) return
  await db(tx)
    .insertInto('group_report')
    .values({ id: newId(), group_id: group, words, reported_at: now, settled_at: null })
    .execute()
}

type Hand = { actor: Pick<Actor, 'account' | 'roles'>; now: Date }

/** Takes a group out of what anybody can find, or puts it back, for a reason that its organisers read and may answer. */
export async function decideListing(
  tx: Tx,
  { actor, now }: Hand,
  { group, listed, reason }: { group: GroupId; listed: boolean; reason: string },
): Promise<void> {
  if (!(await setListed(tx, { group, listed }, now))) throw new Conflict('groups.notice.done')
  const kind = listed ? ('listed' as const) : ('unlisted' as const)
  await db(tx)
    .insertInto('group_notice')
    .values({ id: newId(), group_id: group, kind, reason, at: now, reply: null, replied_at: null })
    .execute()
  await record(tx, { actor, now }, { action: listed ? 'list-again' : 'unlist', object: 'group', id: group, count: 0, reason })
}

/** Organisers answer what was done to their group: once. */
export async function replyToNotice(
  tx: Tx,
  { group, notice, reply }: { group: GroupId; notice: string; reply: string },
  now: Date,
): Promise<void> {
  const replied = await db(tx)
    .updateTable('group_notice')
    .set({ reply, replied_at: now })
    .where('id', '=', notice)
    .where('group_id', '=', group)
    .where('replied_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!replied) throw new Conflict('groups.notice.answered')
}

/** Somebody in charge knows a group: it is trusted with what neighbours offer around where it is today. */
export async function vouch(tx: Tx, { actor, now }: Hand, group: GroupId): Promise<void> {
  await vouchFor(tx, group, now)
  await record(tx, { actor, now }, { action: 'vouch', object: 'group', id: group, count: 0 })
}

/** Notes that somebody looked into what was reported of a group. */
export async function settleReports(tx: Tx, { actor, now }: Hand, group: GroupId): Promise<void> {
  await db(tx)
    .updateTable('group_report')
    .set({ settled_at: now })
    .where('group_id', '=', group)
    .where('settled_at', 'is', null)
    .execute()
  await record(tx, { actor, now }, { action: 'settle', object: 'group', id: group, count: 0 })
}
