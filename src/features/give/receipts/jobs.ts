import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { todayOf } from '#platform/i18n/moments'
import { giftChanged } from '../giving/index.ts'
import { settle } from './commands/settle.ts'
import { sendYears } from './commands/years.ts'
import { acknowledgementLetter, mineLetter, yearLetter } from './mails.ts'
import { findAcknowledgement } from './queries/acknowledgements.ts'
import { unsettled } from './queries/gifts.ts'
import { mailboxOf } from './queries/mine.ts'
import { acknowledgementMail, mineMail, receiptClock, settling, yearMail } from './queues.ts'
import { lastYearDue } from './rules.ts'

/** Gifts that are settled, and donors that are written to, in one transaction. */
export const CHUNK = 300

/** Settles all that nobody told of. */
export async function settleAll(app: App): Promise<void> {
  for (;;) {
    const gifts = await unsettled(app.database.read, CHUNK)
    if (gifts.length > 0) await app.database.transact((tx) => settle(tx, app, gifts))
    if (gifts.length < CHUNK) return
  }
}

/** Sends the summaries of the last year that is over, of whoever has none yet. */
export async function sendAllYears(app: App): Promise<void> {
  const year = lastYearDue(todayOf(app))
  while ((await app.database.transact((tx) => sendYears(tx, app, { year, limit: CHUNK }))) >= CHUNK);
}

export const workers: Worker<App>[] = [
  defineWorker({
    queue: settling,
    on: giftChanged,
    always: true,
    work: (app: App, { gift }) => app.database.transact((tx) => settle(tx, app, [gift])),
  }),
  defineWorker({
    queue: receiptClock,
    schedule: '17 5 * * *',
    always: true,
    work: async (app: App) => {
      await settleAll(app)
      await sendAllYears(app)
    },
  }),
  defineWorker({
    queue: acknowledgementMail,
    always: true,
    work: async (app: App, { acknowledgement, n }) => {
      const record = await findAcknowledgement(app.database.read, acknowledgement)
      if (record?.email) await deliver(app, acknowledgementLetter(app, record, n))
    },
  }),
  defineWorker({
    queue: yearMail,
    always: true,
    work: async (app: App, about) => {
      const letter = await yearLetter(app, about)
      if (letter) await deliver(app, letter)
    },
  }),
  defineWorker({
    queue: mineMail,
    work: async (app: App, { donor, at }) => {
      const found = await mailboxOf(app.database.read, donor)
      if (found?.email) await deliver(app, await mineLetter(app, { donor, email: found.email, at }))
    },
  }),
]
