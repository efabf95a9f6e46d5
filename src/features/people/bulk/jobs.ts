import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { forgetActs } from './commands.ts'
import { bulkRun } from './queues.ts'
import { runAct } from './running.ts'

const actDeletion = defineQueue<object>('bulk.act-deletion', { retries: 3 })

export const workers: Worker<App>[] = [
  defineWorker({ queue: bulkRun, work: (app: App, { act }) => runAct(app, act) }),
  defineWorker({
    queue: actDeletion,
    schedule: '41 * * * *',
    work: (app: App) => app.database.transact((tx) => forgetActs(tx, app.now())),
  }),
]
