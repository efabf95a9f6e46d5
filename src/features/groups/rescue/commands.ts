import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import type { Point } from '#platform/geo/points'
import { placesWithin } from '#territories'
import { type GroupId, lockGroup, mayBeAsked, peopleOf } from '../core/index.ts'
import { joinGroups } from '../joining/index.ts'
import { rescueMail, type RescueMailKind } from './queues.ts'
import { CALLED, daysAgo, FEWEST, mayCall, MOST_TOGETHER, TOLD_AFTER, whyNotMerged } from './rules.ts'
import { db, type MergeId } from './tables.ts'
/** A small group asks to come into another. One at a time: the next when this one is answered or taken back. */
export async function askMerge(tx: Tx, { from, into }: { from: GroupId; into: GroupId }, now: Date): Promise<void> {
  if (from === into) throw new Conflict('rescue.merge.gone')
  const locked = new Map<GroupId, Awaited<ReturnType<typeof lockGroup>>>()
  for (const id of [from, into].toSorted()) locked.set(id, await lockGroup(tx, id))
  if ([...locked.values()].some(({ unlisted_at }) => unlisted_at)) throw new NotFound('rescue.merge.gone')
  const reason = whyNotMerged(locked.get(from)!, locked.get(into)!)
  if (reason) throw new Conflict(reason)
  const asked = await db(tx)
    .insertInto('group_merge')
    .values({ id: newId(), from_id: from, into_id: into, asked_at: now })
    .onConflict((on) => on.column('from_id').where('state', '=', 'open').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!asked) throw new Conflict('rescue.merge.waits')
  await tellOrganisers(tx, { kind: 'asked', group: into, other: from })
}

/** Takes back what was asked. */
export async function withdrawMerge(tx: Tx, { from, id }: { from: GroupId; id: MergeId }, now: Date): Promise<void> {
  await close(tx, { id, state: 'withdrawn', side: 'from_id', group: from }, now)
}

/** The other group's organisers answer. Accepted: everybody is in it at once, with role, joining day and what each shows. */
export async function answerMerge(
  tx: Tx,
  { into, id, accepted }: { into: GroupId; id: MergeId; accepted: boolean },
  now: Date,
): Promise<void> {
  const from = await close(tx, { id, state: accepted ? 'accepted' : 'refused', side: 'into_id', group: into }, now)
  const kind = accepted ? ('merged' as const) : ('refused' as const)
  for (const person of await peopleOf(tx, from, accepted ? undefined : 'organisers'))
    enqueue(tx, rescueMail, { kind, group: into, to: person, other: from })
  if (accepted) await joinGroups(tx, { from, into, most: MOST_TOGETHER, kin: false }, now)
}

async function close(
  tx: Tx,
  {
    id,
    state,
    side,
    group,
  }: { id: MergeId; state: 'accepted' | 'refused' | 'withdrawn'; side: 'from_id' | 'into_id'; group: GroupId },
  now: Date,
): Promise<GroupId> {
  const closed = await db(tx)
    .updateTable('group_merge')
    .set({ state, answered_at: now })
    .where('id', '=', id)
    .where(side, '=', group)
    .where('state', '=', 'open')
    .returning('from_id')
    .executeTakeFirst()
  if (!closed) throw new NotFound('rescue.merge.gone')
  return closed.from_id
}

/** A number of its own: nobody else waits for calls. */
const CALL_LOCK = 2016_03_12

/**
 * Asks neighbours who are in no group to come: supporters who live nearby and agreed to get news by mail, each once in three months, whichever
 * group asks. Gives how many. Nobody of the group learns who they are.
 */
export async function callNeighbours(tx: Tx, { group, from }: { group: GroupId; from: Point }, now: Date): Promise<number> {
  const { size, unlisted_at, ...life } = await lockGroup(tx, group)
  if (unlisted_at || size >= FEWEST) throw new Conflict('rescue.merge.large')
  if (!mayCall(life, now)) throw new Conflict('rescue.call.not-yet')
  // One call at a time: two groups that look at the same moment would both find somebody not asked yet.
  await sql`select pg_advisory_xact_lock(${CALL_LOCK})`.execute(db(tx))
  const before = await db(tx)
    .selectFrom('neighbour_call')
    .select('person_id')
    .where('group_id', '=', group)
    .where('called_at', '>', daysAgo(now, CALLED.groupAgain))
    .limit(1)
    .executeTakeFirst()
  if (before) throw new Conflict('rescue.call.again')
  const { rows } = await sql<{ person_id: string }>`insert into neighbour_call (person_id, group_id, called_at)
    select person.id, ${group}::uuid, ${now}::timestamptz from person
    where person.place_id in (${placesWithin(from, CALLED.within)}) and ${mayBeAsked(now)}
      and not exists (select from neighbour_call c where c.person_id = person.id and c.called_at > ${daysAgo(now, CALLED.personAgain)}::timestamptz)
    order by md5(person.id::text || ${group}) limit ${CALLED.most}
    returning person_id`.execute(db(tx))
  for (const { person_id } of rows) enqueue(tx, rescueMail, { kind: 'neighbour', group, to: person_id })
  return rows.length
}

/** Tells the organisers of groups that have been small for a month what they can do: once in three months. */
export async function tellSmall(tx: Tx, now: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ group_id: GroupId }>`insert into rescue_word (group_id, told_at)
    select g.id, ${now}::timestamptz from local_group g left join rescue_word w on w.group_id = g.id
    where g.below_since < ${daysAgo(now, TOLD_AFTER)}::timestamptz and g.size > 0 and g.closed_at is null
      and (w.told_at is null or w.told_at < ${daysAgo(now, CALLED.personAgain)}::timestamptz)
    order by g.id limit ${limit}
    on conflict (group_id) do update set told_at = excluded.told_at returning group_id`.execute(db(tx))
  for (const { group_id: group } of rows) await tellOrganisers(tx, { kind: 'small', group })
  return rows.length
}

async function tellOrganisers(tx: Tx, word: { kind: RescueMailKind; group: GroupId; other?: GroupId }): Promise<void> {
  for (const person of await peopleOf(tx, word.group, 'organisers')) enqueue(tx, rescueMail, { ...word, to: person })
}
