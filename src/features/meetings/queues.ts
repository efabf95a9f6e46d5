import { defineQueue } from '#platform/jobs/queue'

export type MeetingMailKind = 'set' | 'changed' | 'cancelled' | 'reminder'

/** One mail to one member about a meeting as it stands in that version. */
export const meetingMail = defineQueue<{ kind: MeetingMailKind; meeting: string; version: number; to: string }>('meetings.mail')
/** What staff answered to what a group needs, to one organiser. */
export const needMail = defineQueue<{ meeting: string; to: string }>('meetings.need-mail')
/** Looks for meetings of which members are to be reminded, and for groups whose next meeting has begun. */
export const meetingClock = defineQueue<object>('meetings.clock')
