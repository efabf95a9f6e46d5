import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deleteUnconfirmed } from './commands/receive.ts'
import { unconfirmedDeletion } from './queues.ts'
import { CLAIM_TIME, CONFIRMATION_TIME } from './rules.ts'

export const workers: Worker<App>[] = [
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
