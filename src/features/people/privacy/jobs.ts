import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { applyRetention } from './commands/retain.ts'

const retention = defineQueue<object>('privacy.retention', { retries: 5, expires: 3600 })

export const workers: Worker<App>[] = [
  defineWorker({
    queue: retention,
    schedule: '17 3 * * *',
    work: async (app: App) => {
      const erased = await applyRetention(app)
      if (erased > 0) app.log.info({ erased }, 'erased by the rules of retention')
    },
  }),
]
