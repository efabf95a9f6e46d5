import type { App } from '#platform/app'
import { clockIn } from '#platform/i18n/moments'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { claimConfirmation } from '#people'
import { type Vote, votesAhead } from '../core/index.ts'
import { forgetNeedless, forgetReminder, sendDue } from './commands.ts'
import { askLetter, dueLetter } from './mails.ts'
import { findReminder } from './queries.ts'
import { reminderAsked, reminderClock, reminderDue } from './queues.ts'

const CHUNK = 500
/** Nobody's phone rings earlier. */
const MORNING = '08:00'

export const firstDayOf = ({ days }: Vote): string => days.map(({ vote_on }) => vote_on).toSorted()[0]!

/** Votes ahead, by the first of their days; one whose first day is over needs no reminder. */
async function stillAhead(app: App, today: string) {
  const votes = await votesAhead(app)
  return votes
    .map((vote) => ({ election: vote.id, name: vote.name, first: firstDayOf(vote) }))
    .filter(({ first }) => first >= today)
}

export const workers: Worker<App>[] = [
  defineWorker({
    queue: reminderAsked,
    work: async (app: App, { reminder: id }) => {
      const { read, transact } = app.database
      const reminder = await findReminder(read, id)
      if (!reminder || reminder.confirmed_at) return
      const mail = askLetter(app, reminder)
      const { mailbox_hash: mailboxHash } = reminder
      const claim = {
        mail: mail.id,
        mailboxHash,
        purpose: 'reminder',
        network: null,
        now: app.now(),
      }
      if (await transact((tx) => claimConfirmation(tx, claim))) await deliver(app, mail)
    },
  }),
  defineWorker({
    queue: reminderClock,
    schedule: '23 * * * *',
    always: true,
    work: async (app: App) => {
      const { transact } = app.database
      const { day: today, hour } = clockIn(app.movement.current.timeZone, app.now())
      const ahead = await stillAhead(app, today)
      await transact((tx) => forgetNeedless(tx, ahead, app.now()))
      if (hour < MORNING) return
      while ((await transact((tx) => sendDue(tx, { ahead, today, limit: CHUNK }, app.now()))) >= CHUNK);
    },
  }),
  defineWorker({
    queue: reminderDue,
    work: async (app: App, { reminder: id }) => {
      const { read, transact } = app.database
      const reminder = await findReminder(read, id)
      if (!reminder) return
      const { day: today } = clockIn(app.movement.current.timeZone, app.now())
      const vote = (await stillAhead(app, today)).find(({ election }) => election === reminder.election_id)
      // The vote may have gone, or been moved, since it was due.
      if (vote) await deliver(app, dueLetter(app, reminder, vote))
      await transact((tx) => forgetReminder(tx, id))
    },
  }),
]
