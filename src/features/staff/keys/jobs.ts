import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue } from '#platform/jobs/queue'
import { forgetAnswers } from './commands.ts'
import { ANSWER_TIME } from './rules.ts'

const answerDeletion = defineQueue<object>('api.answer-deletion', { retries: 3 })

export const workers: Worker<App>[] = [
  defineWorker({
    queue: answerDeletion,
    schedule: '23 * * * *',
    work: (app: App) => app.database.transact((tx) => forgetAnswers(tx, new Date(app.now().getTime() - ANSWER_TIME))),
  }),
]
