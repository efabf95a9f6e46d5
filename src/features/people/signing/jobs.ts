import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import {
  claimConfirmation,
  findSignature,
  findSupporter,
  mailboxHashOf,
  signatureReceived,
  supporterConfirmed,
} from '../core/index.ts'
import { confirmationLetter, welcomeLetter } from './mails.tsx'
import { confirmationMail, welcomeMail } from './queues.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: confirmationMail,
    on: signatureReceived,
    work: async (app: App, { signature: id }) => {
      const signature = await findSignature(app.database.read, id)
      // Confirmed, refused or over in the meantime.
      if (!signature) return
      const letter = confirmationLetter(app, signature)
      const { email, ip_truncated: network } = signature
      const claim = { mail: letter.id, mailboxHash: mailboxHashOf(app)(email), purpose: 'signing', network, now: app.now() }
      if (await app.database.transact((tx) => claimConfirmation(tx, claim))) await deliver(app, letter)
    },
  }),
  defineWorker({
    queue: welcomeMail,
    on: supporterConfirmed,
    work: async (app: App, { person: id, first }) => {
      const person = first ? await findSupporter(app.database.read, id) : undefined
      if (person) await deliver(app, welcomeLetter(app, person))
    },
  }),
]
