import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { chargedLetter, findMembership, groupsJoined } from '../core/index.ts'
import { findSupporter } from '#people'
import { tellingCharged } from '#staff'
import { moveMeetings, remindOfMeetings, turnOver } from './commands/set.ts'
import { meetingLetter, needLetter } from './mails.tsx'
import { findMeeting } from './queries.ts'
import { meetingClock, meetingJoining, meetingMail, needAsked, needAskedMail, needMail } from './queues.ts'
import { texts } from './texts.ts'

/** Meetings, or groups, that one transaction looks after. */
const CHUNK = 100

export const workers: Worker<App>[] = [
  defineWorker({
    queue: meetingMail,
    work: async (app: App, { kind, meeting: id, version, to: reader }) => {
      const { read } = app.database
      const [meeting, to] = await Promise.all([findMeeting(read, id), findSupporter(read, reader)])
      // What was changed since is told by a mail of its own; what has begun needs none.
      if (!meeting || !to || meeting.version !== version || meeting.starts_at <= app.now()) return
      const member = await findMembership(read, meeting.group_id, reader)
      // Whoever said yes hears that it moves or is off, whatever else she wants.
      if (!member || (member.mails === 'none' && !['changed', 'cancelled'].includes(kind))) return
      await deliver(app, meetingLetter(app, to, { kind, meeting, id: `meeting-${kind}-${id}-${version}-${reader}` }))
    },
  }),
  defineWorker({
    queue: needMail,
    work: async (app: App, { meeting: id, to: reader }) => {
      const { read } = app.database
      const [meeting, to] = await Promise.all([findMeeting(read, id), findSupporter(read, reader)])
      const member = meeting && (await findMembership(read, meeting.group_id, reader))
      if (meeting?.need_answer && to && member) await deliver(app, needLetter(app, to, { meeting, id: `need-${id}-${reader}` }))
    },
  }),
  ...tellingCharged({
    queue: needAsked,
    mail: needAskedMail,
    permission: 'groups.moderate',
    find: async ({ database: { read } }, { meeting: id }) => {
      const meeting = await findMeeting(read, id)
      return meeting?.need && !meeting.need_answer ? meeting : undefined
    },
    letter: (app, to, { thing: { id, group }, account }) =>
      chargedLetter(app, to, {
        texts,
        key: 'meetings.mail.asked',
        values: { group },
        path: '/staff/needs',
        id: `need-asked-${id}-${account}`,
      }),
  }),
  defineWorker({
    queue: meetingJoining,
    on: groupsJoined,
    work: (app: App, joined) => app.database.transact((tx) => moveMeetings(tx, joined, app.now())),
  }),
  defineWorker({
    queue: meetingClock,
    schedule: '11,41 * * * *',
    work: async (app: App) => {
      const now = app.now()
      while ((await app.database.transact((tx) => remindOfMeetings(tx, now, CHUNK))) === CHUNK);
      while ((await app.database.transact((tx) => turnOver(tx, now, CHUNK))) === CHUNK);
    },
  }),
]
