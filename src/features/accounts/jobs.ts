import type { App } from '#platform/app'
import { CODE_MINUTES } from '#platform/auth/auth'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { claimCode, deleteRequests } from './commands.ts'
import { codeLetter } from './mails.ts'
import { findRequest } from './queries.ts'
import { codeMail, requestDeletion } from './queues.ts'
import { MAIL_WINDOW } from './rules.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: codeMail,
    work: async (app: App, { request: id }) => {
      const request = await findRequest(app.database.read, id)
      const now = app.now()
      if (!request || now.getTime() - request.asked_at.getTime() > CODE_MINUTES * 60_000) return
      if (await app.database.transact((tx) => claimCode(tx, request, now))) await app.mailer.send(codeLetter(app, request))
    },
  }),
  defineWorker({
    queue: requestDeletion,
    schedule: '23 * * * *',
    work: (app: App) => app.database.transact((tx) => deleteRequests(tx, new Date(app.now().getTime() - MAIL_WINDOW))),
  }),
]
