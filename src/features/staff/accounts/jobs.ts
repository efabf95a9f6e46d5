import type { App } from '#platform/app'
import { CODE_MINUTES } from '#platform/auth/auth'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { claimCode, deleteRequests, finishMove } from './commands.ts'
import { codeLetter, movedLetter, moveLetter, takenLetter, tooManyLetter } from './mails.ts'
import { findRequest, hasAccount, openMoves } from './queries.ts'
import { codeMail, movedMail, requestDeletion } from './queues.ts'
import { MAIL_WINDOW } from './rules.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: codeMail,
    work: async (app: App, { request: id }) => {
      const request = await findRequest(app.database.read, id)
      const now = app.now()
      if (!request || now.getTime() - request.asked_at.getTime() > CODE_MINUTES * 60_000) return
      const verdict = await app.database.transact((tx) => claimCode(tx, request, now))
      if (verdict === 'nothing') return
      if (verdict === 'warning') return void (await app.mailer.send(tooManyLetter(app, request)))
      const { account_id } = request
      const taken = account_id !== null && (await hasAccount(app.database.read, request.email, account_id))
      const letter = account_id === null ? codeLetter : taken ? takenLetter : moveLetter
      await app.mailer.send(letter(app, request))
    },
  }),
  defineWorker({
    queue: movedMail,
    work: async (app: App, { request: id }) => {
      const request = await findRequest(app.database.read, id)
      if (request?.from_email) await app.mailer.send(movedLetter(app, { ...request, email: request.from_email }))
    },
  }),
  defineWorker({
    queue: requestDeletion,
    schedule: '23 * * * *',
    work: async (app: App) => {
      for (const { id } of await openMoves(app.database.read)) await app.database.transact((tx) => finishMove(tx, app, id))
      await app.database.transact((tx) => deleteRequests(tx, new Date(app.now().getTime() - MAIL_WINDOW)))
    },
  }),
]
