import type { MeetingId } from './tables.ts'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { findMembership, type GroupId, groupForNewcomer, groupForOrganiser, type MemberStanding } from '../core/index.ts'
import { findMeeting, type MeetingRecord } from './queries.ts'

export type MeetingStanding = MemberStanding & { meeting: MeetingRecord }

/** A request about a meeting of a group. */
type OfMeeting = Asked<{ group: GroupId; meeting: MeetingId }>

/** A meeting of a group, for one of its members. One of another group is not there, nor is one of before she came for a newcomer. */
export async function meetingForMember(app: App, request: OfMeeting): Promise<MeetingStanding> {
  const standing = await withMeeting(app, request, await groupForNewcomer(app, request))
  const { group, person, newUntil, meeting } = standing
  const since = newUntil && (await findMembership(app.database.read, group.id, person))?.joined_at
  if (since && meeting.starts_at < since) throw new NotFound('meetings.gone')
  return standing
}

/** The same for one of its organisers. */
export async function meetingForOrganiser(app: App, request: OfMeeting): Promise<MeetingStanding> {
  return withMeeting(app, request, await groupForOrganiser(app, request))
}

async function withMeeting(app: App, { params }: OfMeeting, standing: MemberStanding): Promise<MeetingStanding> {
  const meeting = await findMeeting(app.database.read, params.meeting)
  if (!meeting || meeting.group_id !== standing.group.id) throw new NotFound('meetings.gone')
  return { ...standing, meeting }
}
