import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { findSupporter } from '#people'
import { findEvent } from '../core/index.ts'
import { askForOutcomes } from './commands/outcome.ts'
import { askedLetter } from './mails.tsx'
import { findOutcome } from './queries/outcome.ts'
import { askedMail, askingOutcomes } from './queues.ts'

const CHUNK = 200

export const workers: Worker<App>[] = [
  defineWorker({
    queue: askingOutcomes,
    schedule: '25 * * * *',
    work: async (app: App) => {
      while ((await app.database.transact((tx) => askForOutcomes(tx, app.now(), CHUNK))) === CHUNK);
    },
  }),
  defineWorker({
    queue: askedMail,
    work: async (app: App, { event: id, to: holder }) => {
      const { read } = app.database
      const [event, to, told] = [await findEvent(read, id), await findSupporter(read, holder), await findOutcome(read, id)]
      if (!event || event.cancelled_at || event.unlisted_at || !to || told) return
      await deliver(app, askedLetter(app, to, { event, id: `outcome-asked-${id}-${holder}` }))
    },
  }),
]
