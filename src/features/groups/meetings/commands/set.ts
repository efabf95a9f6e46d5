import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type GroupId, lockGroup, setNextMeeting, touchGroup } from '../../core/index.ts'
import { lockPeople, type PersonId } from '#people'
import { type MeetingMailKind, meetingMail } from '../queues.ts'
import { MOST_TO_COME, remindedUntil, whyNotThen } from '../rules.ts'
import { db, type MeetingId } from '../tables.ts'

export type Setting = { starts_at: Date; place: string | null; agenda: string | null }

/** Sets a meeting of a group and tells its members. One that has begun already is only there to be reported, so nobody is told. */
export async function setMeeting(
  tx: Tx,
  { group, by, ...setting }: Setting & { group: GroupId; by: PersonId },
  now: Date,
): Promise<MeetingId> {
  requireThen(setting.starts_at, now)
  await lockPeople(tx, [by])
  await lockGroup(tx, group)
  const same = await meetingAt(tx, group, setting.starts_at)
  // Pressed twice: it is set once, and told once.
  if (same) return same
  if (setting.starts_at > now && (await countToCome(tx, group, now)) >= MOST_TO_COME) throw new Conflict('meetings.enough')
  const id = newId()
  await db(tx)
    .insertInto('meeting')
    .values({ id, group_id: group, set_by: by, set_at: now, ...setting })
    .execute()
  if (setting.starts_at > now) await tellMembers(tx, { kind: 'set', meeting: id, version: 1 })
  await refreshNext(tx, group, now)
  await touchGroup(tx, group, now)
  return id
}

/** Changes when or where a meeting to come is. Members are told of each version once; who had said whether she comes is asked anew when the moment changed. */
export async function changeMeeting(
  tx: Tx,
  { group, meeting, ...setting }: Setting & { group: GroupId; meeting: MeetingId },
  now: Date,
): Promise<void> {
  if (setting.starts_at <= now) throw new Invalid({ day: 'meetings.when.over' })
  requireThen(setting.starts_at, now)
  const before = await lockComing(tx, { group, id: meeting }, now)
  const moved = before.starts_at.getTime() !== setting.starts_at.getTime()
  if (!moved && before.place === setting.place && before.agenda === setting.agenda) return
  if (moved && (await meetingAt(tx, group, setting.starts_at))) throw new Conflict('meetings.twice')
  const { version } = await db(tx)
    .updateTable('meeting')
    .set((q) => ({
      ...setting,
      version: q('version', '+', 1),
      reminded_at: moved ? null : before.reminded_at,
      ...(moved ? { set_at: now } : {}),
    }))
    .where('id', '=', meeting)
    .returning('version')
    .executeTakeFirstOrThrow()
  await tellMembers(tx, { kind: 'changed', meeting, version })
  if (moved) await db(tx).deleteFrom('attendance').where('meeting_id', '=', meeting).execute()
  await refreshNext(tx, group, now)
}

/** Calls a meeting to come off, and tells its members. */
export async function cancelMeeting(
  tx: Tx,
  { group, meeting }: { group: GroupId; meeting: MeetingId },
  now: Date,
): Promise<void> {
  await lockComing(tx, { group, id: meeting }, now)
  const { version } = await db(tx)
    .updateTable('meeting')
    .set((q) => ({ cancelled_at: now, version: q('version', '+', 1) }))
    .where('id', '=', meeting)
    .returning('version')
    .executeTakeFirstOrThrow()
  await tellMembers(tx, { kind: 'cancelled', meeting, version })
  await refreshNext(tx, group, now)
}

/** Leaves reminders of meetings that begin soon: each meeting once, whoever said no is left alone. Gives how many meetings. */
export async function remindOfMeetings(tx: Tx, now: Date, limit: number): Promise<number> {
  const due = db(tx)
    .selectFrom('meeting')
    .select('id')
    .where('cancelled_at', 'is', null)
    .where('reminded_at', 'is', null)
    .where('starts_at', '>', now)
    .where('starts_at', '<=', remindedUntil(now))
    .orderBy('starts_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const reminded = await db(tx)
    .updateTable('meeting')
    .set({ reminded_at: now })
    .where('id', 'in', due)
    .returning(['id', 'version', 'set_at'])
    .execute()
  // Whoever set it for today has just told everybody.
  for (const { id, version, set_at } of reminded)
    if (now.getTime() - set_at.getTime() > 12 * 3_600_000) await tellMembers(tx, { kind: 'reminder', meeting: id, version })
  return reminded.length
}

/**
 * Takes the meetings to come of a group along into the one that it came into; everybody there is told of each. Where both had one at the same moment,
 * that of the group that stays holds.
 */
export async function moveMeetings(tx: Tx, { from, into }: { from: GroupId; into: GroupId }, now: Date): Promise<void> {
  const coming = await db(tx)
    .selectFrom('meeting')
    .select(['id', 'starts_at'])
    .where('group_id', '=', from)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .orderBy('starts_at')
    .execute()
  for (const { id, starts_at } of coming) {
    const taken = await meetingAt(tx, into, starts_at)
    const { version } = await db(tx)
      .updateTable('meeting')
      .set((q) => ({ version: q('version', '+', 1), ...(taken ? { cancelled_at: now } : { group_id: into }) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
    if (!taken) await tellMembers(tx, { kind: 'changed', meeting: id, version })
  }
  await refreshNext(tx, from, now)
  await refreshNext(tx, into, now)
}

/** Brings up to date which meeting is next in groups where it has begun. */
export async function turnOver(tx: Tx, now: Date, limit: number): Promise<number> {
  const groups = await db(tx)
    .selectFrom('local_group')
    .select('id')
    .where('next_meeting_at', '<=', now)
    .orderBy('id')
    .limit(limit)
    // Held, so that a meeting that is set meanwhile is seen.
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { id } of groups) await refreshNext(tx, id, now)
  return groups.length
}

async function refreshNext(tx: Tx, group: GroupId, now: Date): Promise<void> {
  const { next } = await db(tx)
    .selectFrom('meeting')
    .select((q) => q.fn.min('starts_at').as('next'))
    .where('group_id', '=', group)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .executeTakeFirstOrThrow()
  await setNextMeeting(tx, group, next)
}

function requireThen(starts: Date, now: Date): void {
  const reason = whyNotThen(starts, now)
  if (reason) throw new Invalid({ day: reason })
}

async function meetingAt(tx: Tx, group: GroupId, starts_at: Date): Promise<MeetingId | undefined> {
  const row = await db(tx)
    .selectFrom('meeting')
    .select('id')
    .where('group_id', '=', group)
    .where('starts_at', '=', starts_at)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

async function countToCome(tx: Tx, group: GroupId, now: Date): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('meeting')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('group_id', '=', group)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .executeTakeFirstOrThrow()
  return n
}

async function lockComing(tx: Tx, { group, id }: { group: GroupId; id: MeetingId }, now: Date) {
  await lockGroup(tx, group)
  const meeting = await db(tx)
    .selectFrom('meeting')
    .select(['starts_at', 'place', 'agenda', 'reminded_at', 'cancelled_at'])
    .where('id', '=', id)
    .where('group_id', '=', group)
    .forUpdate()
    .executeTakeFirst()
  if (!meeting) throw new NotFound('meetings.gone')
  if (meeting.cancelled_at || meeting.starts_at <= now) throw new Conflict('meetings.late')
  return meeting
}

type Word = { kind: MeetingMailKind; meeting: MeetingId; version: number }

/** A mail to each member who gets mail of the group, but who said no to what she would be reminded of; that it moves or is off, also to who said yes and wants no other mail. */
async function tellMembers(tx: Tx, word: Word): Promise<void> {
  const { rows } = await sql<{ person_id: PersonId }>`select m.person_id from membership m
    join meeting on meeting.group_id = m.group_id and meeting.id = ${word.meeting}::uuid
    left join attendance a on a.meeting_id = meeting.id and a.person_id = m.person_id
    where (m.mails <> 'none' or ${word.kind} in ('changed', 'cancelled') and a.answer = 'yes')
      and (${word.kind} <> 'reminder' or a.answer is distinct from 'no') order by m.person_id`.execute(db(tx))
  for (const { person_id } of rows) enqueue(tx, meetingMail, { ...word, to: person_id })
}
