import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { forgetAwaited } from './commands/change.ts'
import { loanLetter } from './mails.ts'
import { findLoan } from './queries.ts'
import { loanMail } from './queues.ts'

const loansClock = defineQueue<object>('loans.clock')
const CHUNK = 500

export const workers: Worker<App>[] = [
  defineWorker({
    queue: loanMail,
    always: true,
    work: async (app: App, { loan: id, kind, n }) => {
      const loan = await findLoan(app.database.read, id)
      // Of who is forgotten nobody knows an address any more.
      if (loan?.email) await deliver(app, await loanLetter(app, { ...loan, email: loan.email }, { kind, n }))
    },
  }),
  defineWorker({
    queue: loansClock,
    schedule: '50 3 * * *',
    always: true,
    work: async (app: App) => {
      while ((await app.database.transact((tx) => forgetAwaited(tx, app, CHUNK))) >= CHUNK);
    },
  }),
]
