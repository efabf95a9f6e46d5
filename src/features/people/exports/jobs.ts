import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { personErased } from '../core/index.ts'
import { deleteOldFiles, runExport } from './commands/run.ts'
import { writeErased } from './erased.ts'
import { exportDeletion, exportRun } from './queues.ts'
import { FILE_TIME } from './rules.ts'

const erasedList = defineQueue<object>('exports.erased-list')

export const workers: Worker<App>[] = [
  defineWorker({ queue: erasedList, on: personErased, work: (app: App) => writeErased(app) }),
  defineWorker({ queue: exportRun, work: (app: App, { export: id }) => runExport(app, id) }),
  defineWorker({
    queue: exportDeletion,
    schedule: '11 * * * *',
    work: (app: App) => app.database.transact((tx) => deleteOldFiles(tx, new Date(app.now().getTime() - 2 * FILE_TIME))),
  }),
]
