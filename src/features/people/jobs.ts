import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import type { Mail } from '#platform/mail/mail'
import { deleteUnconfirmed } from './commands/receive.ts'
import { supporterConfirmed } from './events.ts'
import { hashOf } from './links.ts'
import { confirmationLetter, welcomeLetter } from './mails.tsx'
import { findSignature, findSupporter, mayConfirm } from './queries.ts'
import { confirmationMail, unconfirmedDeletion, welcomeMail } from './queues.ts'
import { CONFIRMATION_TIME } from './rules.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: confirmationMail,
    work: async (app: App, { signature: id }) => {
      const { read } = app.database
      const signature = await findSignature(read, id)
      // Confirmed, refused or over in the meantime.
      if (!signature || !(await mayConfirm(read, id, hashOf(app)(signature.email), app.now()))) return
      await send(app, confirmationLetter(app, signature))
    },
  }),
  defineWorker({
    queue: welcomeMail,
    on: supporterConfirmed,
    work: async (app: App, { person: id, first }) => {
      const person = first ? await findSupporter(app.database.read, id) : undefined
      if (person) await send(app, welcomeLetter(app, person))
    },
  }),
  defineWorker({
    queue: unconfirmedDeletion,
    schedule: '7 * * * *',
    work: async (app: App) => {
      const before = new Date(app.now().getTime() - CONFIRMATION_TIME)
      const deleted = await app.database.transact((tx) => deleteUnconfirmed(tx, before))
      if (deleted > 0) app.log.info({ deleted }, 'unconfirmed signatures deleted')
    },
  }),
]

async function send({ mailer, log }: App, mail: Mail): Promise<void> {
  if ((await mailer.send(mail)) === 'refused') log.info({ mail: mail.id }, 'mailbox refused')
}
