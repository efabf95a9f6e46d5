import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { forgetPaperMembers } from './commands.ts'

/** Records of people who came on paper and are in no group any more. */
const forgetting = defineQueue<object>('visits.forgetting')
/** People that one transaction forgets. */
const CHUNK = 50

export const workers: Worker<App>[] = [
  defineWorker({
    queue: forgetting,
    always: true,
    schedule: '29 3 * * *',
    work: async (app: App) => {
      const forget = { now: app.now(), limit: CHUNK }
      while ((await app.database.transact((tx) => forgetPaperMembers(tx, forget))) === CHUNK);
    },
  }),
]
