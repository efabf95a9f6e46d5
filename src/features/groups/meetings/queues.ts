import type { MeetingId } from './tables.ts'
import type { AccountId } from '#platform/auth/session'
import { defineQueue } from '#platform/jobs/queue'

export type MeetingMailKind = 'set' | 'changed' | 'cancelled' | 'reminder'

/** One mail to one member about a meeting as it stands in that version. */
export const meetingMail = defineQueue<{ kind: MeetingMailKind; meeting: MeetingId; version: number; to: string }>(
  'meetings.mail',
)
/** What staff answered to what a group needs, to one organiser. */
export const needMail = defineQueue<{ meeting: MeetingId; to: string }>('meetings.need-mail')
/** A group needs something: those in charge of its territory are told, each in a mail of her own. */
export const needAsked = defineQueue<{ meeting: MeetingId }>('meetings.need-asked')
export const needAskedMail = defineQueue<{ meeting: MeetingId; account: AccountId }>('meetings.need-asked-mail')
/** Two groups became one: what one of them had set is the other's. */
export const meetingJoining = defineQueue<{ from: string; into: string }>('meetings.joining')
/** Looks for meetings of which members are to be reminded, and for groups whose next meeting has begun. */
export const meetingClock = defineQueue<object>('meetings.clock')
