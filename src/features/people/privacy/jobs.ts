import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { mailboxMarked } from '../core/index.ts'
import { erasureLetter, erasureMail } from './erasing.ts'
import { applyRetention } from './commands/retain.ts'

const DAY = 24 * 60 * 60 * 1000
const retention = defineQueue<object>('privacy.retention', { retries: 5, expires: 3600 })

export const workers: Worker<App>[] = [
  defineWorker({
    queue: erasureMail,
    work: async (app: App, asked) => {
      const reader = await mailboxMarked(app.database.read, asked.person, asked.mark ?? undefined)
      if (reader && app.now().getTime() < asked.at + DAY) await deliver(app, erasureLetter(app, reader, asked))
    },
  }),
  defineWorker({
    queue: retention,
    schedule: '17 3 * * *',
    work: async (app: App) => {
      const erased = await applyRetention(app)
      if (erased > 0) app.log.info({ erased }, 'erased by the rules of retention')
    },
  }),
]
