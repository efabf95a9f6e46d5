import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { defineQueue, enqueue } from '#platform/jobs/queue'
import { deliver } from '#platform/mail/writing'
import { forgetShown } from './commands/ceiling.ts'
import { checkJournal } from './commands/check.ts'
import { alertLetter, approvalLetter } from './mails.ts'
import { toldAlert, toldApproval, watchers } from './queries/warnings.ts'
import { type Warning, warning, warningMail } from './queues.ts'

const chainCheck = defineQueue<object>('staff.chain-check', { retries: 3, expires: 3600 })

const DAY = 24 * 60 * 60 * 1000
const countsEnd = defineQueue<object>('staff.counts-end', { retries: 3, expires: 3600 })

export const workers: Worker<App>[] = [
  defineWorker({ queue: chainCheck, schedule: '41 2 * * *', work: (app: App) => checkJournal(app, undefined) }),
  defineWorker({
    queue: countsEnd,
    schedule: '47 2 * * *',
    work: (app: App) => app.database.transact((tx) => forgetShown(tx, new Date(app.now().getTime() - DAY))),
  }),
  defineWorker({
    queue: warning,
    work: async (app: App, data: Warning) => {
      const told = await watchers(app.database.read, app.now())
      await app.database.transact(async (tx) => {
        for (const { account } of told) enqueue(tx, warningMail, { ...data, account })
      })
    },
  }),
  defineWorker({
    queue: warningMail,
    work: async (app: App, data) => {
      const to = (await watchers(app.database.read, app.now())).find(({ account }) => account === data.account)
      const letter = to && (await letterOf(app, data, to.email))
      if (letter) await deliver(app, letter)
    },
  }),
]

async function letterOf(app: App, data: Warning & { account: AccountId }, to: string) {
  const { read } = app.database
  if ('alert' in data) {
    const found = await toldAlert(read, data.alert)
    // A key has no mailbox: its alert is of whoever looks into it.
    const actor = found?.email ?? found?.actor
    return found && actor && alertLetter(app, { ...found, actor }, { to, id: `alert.${data.alert}.${data.account}` })
  }
  const found = await toldApproval(read, data, app.now())
  return found && approvalLetter(app, found, { to, id: `approval.${data.approval}.${data.step}.${data.account}` })
}
