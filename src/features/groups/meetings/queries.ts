import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { familyOf, type GroupId, liesIn, linesOf } from '../core/index.ts'
import type { PersonId } from '#people'
import { type Answer, db, type MeetingId } from './tables.ts'

export type MeetingInList = {
  id: MeetingId
  group_id: GroupId
  starts_at: Date
  place: string | null
  cancelled_at: Date | null
  reported_at: Date | null
  present: number
  coming: number
  guests: number | null
  doors: number | null
  met: number | null
  done: string | null
  own_answer: Answer | null
  own_present: boolean | null
}

type Reading = { group: GroupId; since: Date; person: PersonId; now: Date; limit: number; before?: Date | undefined }

const LISTED = (
  person: PersonId,
) => sql`m.id, m.group_id, m.starts_at, m.place, m.cancelled_at, m.reported_at, m.guests, m.doors, m.met, m.done,
  (select count(*)::integer from attendance a where a.meeting_id = m.id and a.present) as present,
  (select count(*)::integer from attendance a join membership p on p.person_id = a.person_id and p.group_id = m.group_id
    where a.meeting_id = m.id and a.answer = 'yes') as coming,
  own.answer as own_answer, own.present as own_present
  from meeting m left join attendance own on own.meeting_id = m.id and own.person_id = ${person}::uuid`

/** Meetings of a group that are to come, the next first. */
export async function meetingsToCome(handle: Handle, { group, person, now, limit }: Omit<Reading, 'since' | 'before'>) {
  const { rows } = await sql<MeetingInList>`select ${LISTED(person)}
    where m.group_id = ${group}::uuid and m.starts_at > ${now}::timestamptz and m.cancelled_at is null
    order by m.starts_at limit ${limit}`.execute(db(handle))
  return rows
}

/** Meetings that were, the last first: also of the group that this one was born of, for who was there then. */
export async function meetingsBefore(handle: Handle, { group, since, person, now, limit, before }: Reading) {
  const { rows } = await sql<MeetingInList>`with recursive ${linesOf(group, since)}
    select ${LISTED(person)} join lines on lines.id = m.group_id and m.starts_at < lines.until
    where m.starts_at <= ${before ?? now}::timestamptz and (${before ?? null}::timestamptz is null or m.starts_at < ${before ?? null}::timestamptz)
      and m.cancelled_at is null
    order by m.starts_at desc limit ${limit}`.execute(db(handle))
  return rows
}

export type MeetingRecord = NonNullable<Awaited<ReturnType<typeof findMeeting>>>

/** A meeting with the name of its group and its need. */
export function findMeeting(handle: Handle, id: MeetingId) {
  return (
    db(handle)
      .selectFrom('meeting')
      .innerJoin('local_group', 'local_group.id', 'meeting.group_id')
      .innerJoin('place', 'place.id', 'local_group.place_id')
      .leftJoin('group_need', 'group_need.meeting_id', 'meeting.id')
      .selectAll('meeting')
      .select(['local_group.name as group', 'local_group.place_id', 'place.time_zone'])
      // Where the group usually meets, unless it says otherwise.
      .select((q) => q.fn.coalesce('meeting.place', 'local_group.address', 'place.name').as('where'))
      .select((q) =>
        q
          .selectFrom('attendance')
          .select(sql<number>`count(*)::integer`.as('n'))
          .whereRef('attendance.meeting_id', '=', 'meeting.id')
          .where('present', '=', true)
          .as('present'),
      )
      .select(['group_need.words as need', 'group_need.answer as need_answer'])
      .where('meeting.id', '=', id)
      .executeTakeFirst()
  )
}

/** What a member answered to a meeting. */
export async function findAnswer(handle: Handle, meeting: MeetingId, person: PersonId): Promise<Answer | null | undefined> {
  const row = await db(handle)
    .selectFrom('attendance')
    .select('answer')
    .where('meeting_id', '=', meeting)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.answer
}

export type Attending = {
  person_id: PersonId
  given_name: string
  family_name: string | null
  shows_name: boolean
  organisers_see: boolean
  answer: Answer | null
  present: boolean | null
}

/** The members of a meeting's group, with what each answered and whether she was there. */
export async function attending(handle: Handle, group: GroupId, meeting: MeetingId): Promise<Attending[]> {
  const { rows } =
    await sql<Attending>`select p.person_id, person.given_name, person.family_name, p.shows_name, p.organisers_see, a.answer, a.present
    from membership p join person on person.id = p.person_id
    left join attendance a on a.person_id = p.person_id and a.meeting_id = ${meeting}::uuid
    where p.group_id = ${group}::uuid order by person.given_name, p.person_id`.execute(db(handle))
  return rows
}

/** What a group did since a moment, in figures. `present` is the mean of those who came, guests included; null: no meeting was reported. */
export async function figuresSince(handle: Handle, group: GroupId, since: Date) {
  const { rows } = await sql<{ meetings: number; present: number | null; doors: number; met: number }>`select
      count(*)::integer as meetings, avg(coalesce(guests, 0) + (select count(*) from attendance a where a.meeting_id = m.id and a.present))::float8 as present,
      coalesce(sum(doors), 0)::integer as doors, coalesce(sum(met), 0)::integer as met
    from meeting m where group_id = ${group}::uuid and reported_at is not null and starts_at >= ${since}::timestamptz`.execute(
    db(handle),
  )
  return rows[0]!
}

/** Meetings that have begun and that nobody reported, the last first. */
export function toReport(handle: Handle, group: GroupId, { now, since }: { now: Date; since: Date }) {
  return db(handle)
    .selectFrom('meeting')
    .select(['id', 'starts_at'])
    .where('group_id', '=', group)
    .where('cancelled_at', 'is', null)
    .where('reported_at', 'is', null)
    .where('starts_at', '<=', now)
    .where('starts_at', '>', since)
    .orderBy('starts_at', 'desc')
    .limit(3)
    .execute()
}

/** Whether a group ever set a meeting, and ever reported one. */
export async function firstMeetings(handle: Handle, group: GroupId): Promise<{ set: boolean; reported: boolean }> {
  const { rows } = await sql<{ set: boolean; reported: boolean }>`select
      exists (select from meeting where group_id = ${group}::uuid) as set,
      exists (select from meeting where group_id = ${group}::uuid and reported_at is not null) as reported`.execute(db(handle))
  return rows[0]!
}

/** When each member of a group was last seen at one of its meetings, or at one of the groups that it was born of while she was there; null: never. */
export async function lastSeen(handle: Handle, group: GroupId): Promise<{ person_id: PersonId; seen: Date | null }[]> {
  const { rows } = await sql<{ person_id: PersonId; seen: Date | null }>`select p.person_id, max(m.starts_at) as seen
    from membership p left join attendance a on a.person_id = p.person_id and a.present
    left join meeting m on m.id = a.meeting_id and m.group_id in (${familyOf(group)})
      and (m.group_id = p.group_id or m.starts_at >= coalesce(p.line_since, p.joined_at))
    where p.group_id = ${group}::uuid group by p.person_id`.execute(db(handle))
  return rows
}

export type NeedInList = {
  meeting_id: MeetingId
  group_id: GroupId
  group: string
  town: string
  words: string
  asked_at: Date
  answer: string | null
}

/** What groups of a territory need: those that wait, or those that were answered, the last asked first. */
export async function needs(
  handle: Handle,
  { scope, answered, before, limit }: { scope: Scope; answered: boolean; before?: Date | undefined; limit: number },
): Promise<NeedInList[]> {
  const { rows } =
    await sql<NeedInList>`select n.meeting_id, m.group_id, g.name as group, place.name as town, n.words, n.asked_at, n.answer
    from group_need n join meeting m on m.id = n.meeting_id join local_group g on g.id = m.group_id join place on place.id = g.place_id
    where (n.answered_at is not null) = ${answered} and ${liesIn(scope)}
      and (${before ?? null}::timestamptz is null or n.asked_at < ${before ?? null}::timestamptz)
    order by n.asked_at desc limit ${limit}`.execute(db(handle))
  return rows
}

/** How many needs of groups of a territory nobody has answered. */
export async function openNeeds(handle: Handle, scope: Scope): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from group_need n
    join meeting m on m.id = n.meeting_id join local_group g on g.id = m.group_id where n.answered_at is null and ${liesIn(scope)}`.execute(
    db(handle),
  )
  return rows[0]!.n
}
