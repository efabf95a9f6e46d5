import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { lean } from '#platform/jobs/lean'
import { forgetOldImports } from './commands/forget.ts'
import { run } from './commands/run.ts'
import { tryOut } from './commands/try.ts'
import { undo } from './commands/undo.ts'
import { importDeletion, importRun, importTrial, importUndoing } from './queues.ts'

/** Days after which refused rows and abandoned uploads go: they hold people who are not in the file. */
const KEPT_FOR = 30 * 86_400_000

export const workers: Worker<App>[] = [
  defineWorker({ queue: importTrial, work: (app: App, { import: id }) => lean(() => tryOut(app, id)) }),
  defineWorker({ queue: importRun, work: (app: App, { import: id }) => lean(() => run(app, id)) }),
  defineWorker({ queue: importUndoing, work: (app: App, { import: id }) => undo(app, id) }),
  defineWorker({
    queue: importDeletion,
    schedule: '37 3 * * *',
    work: (app: App) => app.database.transact((tx) => forgetOldImports(tx, new Date(app.now().getTime() - KEPT_FOR))),
  }),
]
