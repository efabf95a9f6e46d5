import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { lean } from '#platform/jobs/lean'
import { matchNew } from './commands/match.ts'
import { readFile } from './commands/read.ts'
import { findFile } from './queries/files.ts'
import { fileBrought, linesKept } from './queues.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: fileBrought,
    work: async (app: App, { file: id }) => {
      const file = await findFile(app.database.read, id)
      if (file?.state === 'reading') await lean(() => readFile(app, file))
    },
  }),
  defineWorker({ queue: linesKept, work: (app: App, data) => lean(() => matchNew(app, data)) }),
]
