import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import type { Mail } from '#platform/mail/mail'
import { claimConfirmation } from './commands/claim.ts'
import { deleteUnconfirmed } from './commands/receive.ts'
import { supporterConfirmed } from './events.ts'
import { mailboxHashOf } from './links.ts'
import { confirmationLetter, welcomeLetter } from './mails.tsx'
import { findSignature, findSupporter } from './queries.ts'
import { confirmationMail, unconfirmedDeletion, welcomeMail } from './queues.ts'
import { CLAIM_TIME, CONFIRMATION_TIME } from './rules.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: confirmationMail,
    work: async (app: App, { signature: id }) => {
      const signature = await findSignature(app.database.read, id)
      // Confirmed, refused or over in the meantime.
      if (!signature) return
      const letter = confirmationLetter(app, signature)
      const claim = { mail: letter.id, mailboxHash: mailboxHashOf(app)(signature.email), now: app.now() }
      if (await app.database.transact((tx) => claimConfirmation(tx, claim))) await send(app, letter)
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
      const ago = (time: number) => new Date(app.now().getTime() - time)
      const limits = { signedBefore: ago(CONFIRMATION_TIME), claimedBefore: ago(CLAIM_TIME) }
      const deleted = await app.database.transact((tx) => deleteUnconfirmed(tx, limits))
      if (deleted > 0) app.log.info({ deleted }, 'unconfirmed signatures deleted')
    },
  }),
]

async function send({ mailer, log }: App, mail: Mail): Promise<void> {
  if ((await mailer.send(mail)) === 'refused') log.info({ mail: mail.id }, 'mailbox refused')
}
