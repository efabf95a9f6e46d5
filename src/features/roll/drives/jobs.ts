import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { forgetPresses } from './commands.ts'
import { forgetting } from './queues.ts'

const DAY = 86_400_000

export const workers: Worker<App>[] = [
  defineWorker({
    queue: forgetting,
    always: true,
    schedule: '52 3 * * *',
    work: (app: App) => app.database.transact((tx) => forgetPresses(tx, new Date(app.now().getTime() - DAY))),
  }),
]
