import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type GroupId, lockGroup, peopleOf, roleOf, touchGroup } from '../../core/index.ts'
import { lockPeople, type PersonId } from '#people'
import { needAsked, needMail } from '../queues.ts'
import { stateOf } from '../rules.ts'
import { type Answer, db, type MeetingId } from '../tables.ts'

/** A member says whether she comes; she may say otherwise until it begins. */
export async function answerMeeting(
  tx: Tx,
  { group, meeting: id, person, answer }: { group: GroupId; meeting: MeetingId; person: PersonId; answer: Answer },
  now: Date,
): Promise<void> {
  await lockPeople(tx, [person])
  const meeting = await lockMeeting(tx, group, id)
  if (stateOf(meeting, now) !== 'coming') throw new Conflict('meetings.late')
  if (!(await roleOf(tx, group, person))) throw new NotFound('meetings.gone')
  await db(tx)
    .insertInto('attendance')
    .values({ meeting_id: id, person_id: person, answer, present: null })
    .onConflict((on) => on.columns(['meeting_id', 'person_id']).doUpdateSet({ answer }))
    .execute()
}

export type Report = {
  group: GroupId
  meeting: MeetingId
  by: PersonId
  /** Members who were there; everybody else of the group was not. */
  present: PersonId[]
  guests: number
  doors: number
  met: number
  done: string | null
  need: string | null
}

/** Writes down what came of a meeting, or corrects it. Who has left the group since stays noted as she was. */
export async function reportMeeting(tx: Tx, report: Report, now: Date): Promise<void> {
  const { group, meeting: id, by, present, guests, doors, met, done, need } = report
  const people = await peopleOf(tx, group)
  await lockPeople(tx, people)
  await lockGroup(tx, group)
  const meeting = await lockMeeting(tx, group, id)
  const state = stateOf(meeting, now)
  if (state === 'coming' || state === 'cancelled') throw new Conflict('meetings.report.early')
  await db(tx)
    .updateTable('meeting')
    .set({ guests, doors, met, done, reported_at: meeting.reported_at ?? now, reported_by: by })
    .where('id', '=', id)
    .execute()
  await writePresent(tx, { meeting: id, people, present })
  await writeNeed(tx, { meeting: id, words: need }, now)
  await touchGroup(tx, group, now)
}

/** Staff answer what a group needs; its organisers are told. Conflict when somebody was faster. */
export async function answerNeed(tx: Tx, { meeting, answer }: { meeting: MeetingId; answer: string }, now: Date): Promise<void> {
  const answered = await db(tx)
    .updateTable('group_need')
    .set({ answer, answered_at: now })
    .where('meeting_id', '=', meeting)
    .where('answered_at', 'is', null)
    .returning('meeting_id')
    .executeTakeFirst()
  if (!answered) throw new Conflict('meetings.needs.late')
  const { group_id } = await db(tx).selectFrom('meeting').select('group_id').where('id', '=', meeting).executeTakeFirstOrThrow()
  for (const person of await peopleOf(tx, group_id, 'organisers')) enqueue(tx, needMail, { meeting, to: person })
}

/** One row for each member of today: a member of another group is nobody here, whatever a form says. */
async function writePresent(
  tx: Tx,
  { meeting, people, present }: { meeting: MeetingId; people: PersonId[]; present: PersonId[] },
): Promise<void> {
  await sql`insert into attendance (meeting_id, person_id, present)
    select ${meeting}::uuid, id, id = any(${present}::uuid[]) from person where id = any(${people}::uuid[])
    on conflict (meeting_id, person_id) do update set present = excluded.present`.execute(db(tx))
}

/** A need that staff have answered stays as it was answered. */
async function writeNeed(tx: Tx, { meeting, words }: { meeting: MeetingId; words: string | null }, now: Date): Promise<void> {
  if (!words) await db(tx).deleteFrom('group_need').where('meeting_id', '=', meeting).where('answered_at', 'is', null).execute()
  else {
    const asked = await db(tx)
      .insertInto('group_need')
      .values({ meeting_id: meeting, words, asked_at: now, answer: null, answered_at: null })
      .onConflict((on) => on.column('meeting_id').doUpdateSet({ words }).where('group_need.answered_at', 'is', null))
      .returning('asked_at')
      .executeTakeFirst()
    // Corrected words are read where they stand: the mail says only that there is something to read.
    if (asked?.asked_at.getTime() === now.getTime()) enqueue(tx, needAsked, { meeting })
  }
}

async function lockMeeting(tx: Tx, group: GroupId, id: MeetingId) {
  const meeting = await db(tx)
    .selectFrom('meeting')
    .select(['starts_at', 'cancelled_at', 'reported_at'])
    .where('id', '=', id)
    .where('group_id', '=', group)
    .forUpdate()
    .executeTakeFirst()
  if (!meeting) throw new NotFound('meetings.gone')
  return meeting
}
