import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deleteOldFiles, runExport } from './commands/run.ts'
import { exportDeletion, exportRun } from './queues.ts'
import { FILE_TIME } from './rules.ts'

export const workers: Worker<App>[] = [
  defineWorker({ queue: exportRun, work: (app: App, { export: id }) => runExport(app, id) }),
  defineWorker({
    queue: exportDeletion,
    schedule: '11 * * * *',
    work: (app: App) => app.database.transact((tx) => deleteOldFiles(tx, new Date(app.now().getTime() - 2 * FILE_TIME))),
  }),
]
