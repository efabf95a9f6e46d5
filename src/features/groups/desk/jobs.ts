import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { groupsJoined } from '../core/index.ts'
import { moveTasks } from './commands.ts'

/** Two groups became one. */
const joining = defineQueue<{ from: string; into: string }>('desk.joining')

export const workers: Worker<App>[] = [
  defineWorker({
    queue: joining,
    on: groupsJoined,
    work: (app: App, joined) => app.database.transact((tx) => moveTasks(tx, joined)),
  }),
]
