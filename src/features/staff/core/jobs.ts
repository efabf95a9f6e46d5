import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { checkJournal } from './commands/check.ts'

const chainCheck = defineQueue<object>('staff.chain-check', { retries: 3, expires: 3600 })

export const workers: Worker<App>[] = [
  defineWorker({ queue: chainCheck, schedule: '41 2 * * *', work: (app: App) => checkJournal(app, undefined) }),
]
